import { useCallback, useEffect, useState } from 'preact/hooks';
import type { PageState, Platform } from '../page-api.ts';
import { ClockBar } from './clock-bar.tsx';
import { DiscordPane } from './discord/discord-pane.tsx';
import { type GuideStep, guideSteps } from './guide-steps.ts';
import { GuideStrip } from './guide-strip.tsx';
import { channelsFor, firstSpaceOf } from './page-reading.ts';
import { RefusalList } from './refusal-list.tsx';
import { type Draft, humansOf, type PaneProps, ReportContext } from './sandbox-context.ts';
import { SlackPane } from './slack/slack-pane.tsx';
import { useMovedTime } from './use-moved-time.ts';
import { usePageState, useVirtualNow } from './use-page-state.ts';
import { useReadMarks } from './use-read-marks.ts';
import { BellPair } from './widgets/avatar.tsx';
import { CrossIcon } from './widgets/icons.tsx';

const NOTICE_MS = 12_000;

export function App() {
  const { received, isLive } = usePageState();
  const nowMs = useVirtualNow(received);
  const [notice, setNotice] = useState('');
  const report = useCallback((message: string) => setNotice(message), []);
  useEffect(() => {
    if (notice === '') return;
    const timer = setTimeout(() => setNotice(''), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <ReportContext.Provider value={report}>
      {received === undefined ? (
        <p class="page-waiting" role="status">
          {isLive ? 'Opening the sandbox…' : 'The sandbox does not answer. Is it still running?'}
        </p>
      ) : (
        <Desk state={received.state} nowMs={nowMs} />
      )}
      <div class="notices" role="status">
        {received !== undefined && !isLive && (
          <p class="notice">The sandbox does not answer. This page goes on as soon as it is back.</p>
        )}
        {notice !== '' && (
          <p class="notice">
            {notice}
            <button
              type="button"
              class="icon-button"
              aria-label="Close this note"
              onClick={() => setNotice('')}
            >
              <CrossIcon />
            </button>
          </p>
        )}
      </div>
    </ReportContext.Provider>
  );
}

type PerPlatform<Value> = { [key in Platform]?: Value };

function Desk({ state, nowMs }: { state: PageState; nowMs: number }) {
  const [actorIds, setActorIds] = useState<PerPlatform<string>>({});
  const [channelByPerson, setChannelByPerson] = useState<ReadonlyMap<string, string>>(new Map());
  const [drafts, setDrafts] = useState<PerPlatform<Draft>>({});
  const [isGuided, setGuided] = useState(true);
  const readMarks = useReadMarks(state);
  const movedMs = useMovedTime(state.clock.offsetMs);

  const openChannel = (personId: string, channelId: string) =>
    setChannelByPerson((before) => new Map(before).set(personId, channelId));

  const paneProps = (platform: Platform): PaneProps | undefined => {
    const people = humansOf(state, platform);
    const actor = people.find((person) => person.id === actorIds[platform]) ?? people[0];
    const space = actor === undefined ? undefined : firstSpaceOf(state, actor);
    if (actor === undefined || space === undefined) return undefined;
    return {
      state,
      nowMs,
      actor,
      space,
      draft: drafts[platform],
      readMarks,
      unreadByPerson: new Map(people.map((person) => [person.id, readMarks.unreadOf(person)])),
      channelId: channelByPerson.get(actor.id) ?? channelsFor(state, actor, space)[0]?.id ?? '',
      onActor: (personId) => setActorIds((before) => ({ ...before, [platform]: personId })),
      onChannel: (channelId) => openChannel(actor.id, channelId),
    };
  };

  const takeStep = (step: GuideStep) => {
    if (step.platform === 'clock') {
      document.querySelector<HTMLElement>('[data-testid="clock-plus-day"]')?.focus();
      return;
    }
    const { platform } = step;
    const person = state.people.find((each) => each.id === step.personId);
    const space = person === undefined ? undefined : firstSpaceOf(state, person);
    if (person === undefined || space === undefined) return;
    setActorIds((before) => ({ ...before, [platform]: person.id }));
    const channels = channelsFor(state, person, space).filter((channel) => channel.kind === 'channel');
    const open = channels.find((channel) => channel.id === channelByPerson.get(person.id)) ?? channels[0];
    if (open !== undefined) openChannel(person.id, open.id);
    if (step.command === '') return;
    setDrafts((before) => ({
      ...before,
      [platform]: { text: step.command, turn: (before[platform]?.turn ?? 0) + 1 },
    }));
  };

  const slack = paneProps('slack');
  const discord = paneProps('discord');
  const steps = guideSteps(state, movedMs);
  return (
    <div class="desk">
      <header class="page-head">
        <div class="page-title">
          <span class="page-mark">
            <BellPair />
          </span>
          <div>
            <h1>Twinbell sandbox</h1>
            <p>
              A place to try things: nothing leaves this computer, there is no real Slack or Discord.{' '}
              {!isGuided && (
                <button type="button" class="quiet-link" onClick={() => setGuided(true)}>
                  Show the guide
                </button>
              )}
              <RefusalList state={state} />
            </p>
          </div>
        </div>
        <ClockBar state={state} nowMs={nowMs} />
      </header>
      {isGuided && steps.length > 0 && (
        <GuideStrip steps={steps} onStep={takeStep} onHide={() => setGuided(false)} />
      )}
      <main class="panes">
        {slack !== undefined && <SlackPane {...slack} />}
        {discord !== undefined && <DiscordPane {...discord} />}
      </main>
    </div>
  );
}
