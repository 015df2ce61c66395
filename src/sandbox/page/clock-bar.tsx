import { useState } from 'preact/hooks';
import type { ClockBody, PageState } from '../page-api.ts';
import { townClocks } from './page-reading.ts';
import { useReport } from './sandbox-context.ts';
import { sendPost } from './send-post.ts';
import { formatInstant, fromWallTime, toWallTime } from './text/format-instant.ts';
import { ClockIcon } from './widgets/icons.tsx';

const HOUR_MS = 3_600_000;
const STEPS = [
  { testId: 'clock-plus-hour', label: '+1 hour', ms: HOUR_MS },
  { testId: 'clock-plus-day', label: '+1 day', ms: 24 * HOUR_MS },
  { testId: 'clock-plus-week', label: '+1 week', ms: 168 * HOUR_MS },
];

interface Journey {
  fromMs: number;
  toMs: number;
}

export function ClockBar({ state, nowMs }: { state: PageState; nowMs: number }) {
  const clocks = townClocks(state);
  const home = clocks[0];
  const report = useReport();
  const [goal, setGoal] = useState<string | undefined>(undefined);
  const [journey, setJourney] = useState<Journey | undefined>(undefined);
  const zone = home?.timeZone ?? 'UTC';
  const isMoving = journey !== undefined || state.clock.isMoving;
  const move = async (body: ClockBody, toMs: number) => {
    setJourney({ fromMs: nowMs, toMs });
    const answer = await sendPost('/api/clock', body);
    setJourney(undefined);
    setGoal(undefined);
    if (!answer.ok) report(answer.message);
  };
  const go = () => {
    const toMs = goal === undefined ? undefined : fromWallTime(goal, zone);
    if (toMs === undefined) report('Choose a date and a time first.');
    else if (toMs <= nowMs) report('The clock only goes forward: choose a later time.');
    else {
      const to = formatInstant(
        toMs,
        { locale: 'sv-SE', timeZone: 'UTC' },
        { dateStyle: 'short', timeStyle: 'medium' },
      );
      void move({ to: `${to.replace(' ', 'T')}.000Z` }, toMs);
    }
  };
  return (
    <section class="clock-bar" aria-label="Clock of the sandbox">
      <div class="clock-faces">
        {clocks.map((clock) => (
          <p key={clock.town} class="clock-face" data-testid={`clock-${clock.town}`}>
            <span class="clock-town">{clock.town}</span>
            <span class="clock-time">{formatInstant(nowMs, place(clock.timeZone), TIME)}</span>
            <span class="clock-date">{formatInstant(nowMs, place(clock.timeZone), DATE)}</span>
          </p>
        ))}
      </div>
      <div class="clock-moves">
        <p class="clock-caption" role="status">
          <ClockIcon /> {isMoving ? 'Moving the clock…' : 'Move the clock forward'}
          {isMoving && <progress aria-label="Moving the clock" max={1} {...progressOf(journey, nowMs)} />}
        </p>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            go();
          }}
        >
          <fieldset class="clock-buttons" aria-label="Move the clock forward" disabled={isMoving}>
            {STEPS.map((step) => (
              <button
                key={step.testId}
                type="button"
                data-testid={step.testId}
                onClick={() => void move({ advanceMs: step.ms }, nowMs + step.ms)}
              >
                {step.label}
              </button>
            ))}
            <label>
              <span>to</span>
              <input
                type="datetime-local"
                data-testid="clock-to"
                aria-label={`Move the clock to (time in ${home?.town ?? 'UTC'})`}
                title={`Time in ${home?.town ?? 'UTC'}`}
                value={goal ?? toWallTime(nowMs, zone)}
                onInput={(event) => setGoal(event.currentTarget.value)}
              />
            </label>
            <button type="submit" data-testid="clock-go">
              Go
            </button>
          </fieldset>
        </form>
      </div>
    </section>
  );
}

const TIME: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const DATE: Intl.DateTimeFormatOptions = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
};

function place(timeZone: string) {
  return { locale: 'en-GB', timeZone };
}

// Without a known goal (somebody else moves the clock) the bar shows only that something is going on.
function progressOf(journey: Journey | undefined, nowMs: number): { value?: number } {
  if (journey === undefined || journey.toMs <= journey.fromMs) return {};
  const share = (nowMs - journey.fromMs) / (journey.toMs - journey.fromMs);
  return share > 0 ? { value: Math.min(1, share) } : {};
}
