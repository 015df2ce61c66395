import type { GuideStep } from './guide-steps.ts';
import { CheckIcon, CrossIcon } from './widgets/icons.tsx';

interface GuideStripProps {
  steps: readonly GuideStep[];
  onStep(step: GuideStep): void;
  onHide(): void;
}

export function GuideStrip({ steps, onStep, onHide }: GuideStripProps) {
  const next = steps.find((step) => !step.isDone);
  return (
    <section class="guide" aria-label="First five minutes">
      <div class="guide-title">
        <h2>First five minutes</h2>
        <p>{next === undefined ? 'All done. Now explore!' : 'Press a step, then Enter.'}</p>
      </div>
      <ol>
        {steps.map((step, index) => (
          <li key={step.key}>
            <button
              type="button"
              class={`guide-step ${step.isDone ? 'is-done' : ''} ${step === next ? 'is-next' : ''}`}
              data-testid={`guide-${step.key}`}
              aria-current={step === next ? 'step' : undefined}
              disabled={!step.isReady}
              title={step.command || step.note}
              onClick={() => onStep(step)}
            >
              <span class="guide-number">{step.isDone ? <CheckIcon /> : index + 1}</span>
              <span class="guide-words">
                <strong>
                  {step.title}
                  {step.isDone && <span class="for-ears"> (done)</span>}
                </strong>
                <small>{step.command === '' ? step.note : step.who}</small>
              </span>
            </button>
          </li>
        ))}
      </ol>
      <button type="button" class="icon-button" aria-label="Hide the guide" onClick={onHide}>
        <CrossIcon />
      </button>
    </section>
  );
}
