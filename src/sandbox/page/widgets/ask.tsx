import { type ComponentChildren, createContext } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { parseMrkdwn } from '../slack/parse-mrkdwn.ts';
import { Blocks } from '../text/render-text.tsx';
import { Overlay } from './overlay.tsx';

export interface Question {
  title: string;
  text: string;
  yes: string;
  no: string;
  isDanger: boolean;
}

type Ask = (question: Question) => Promise<boolean>;

const AskContext = createContext<Ask>(async () => true);

export function useAsk(): Ask {
  return useContext(AskContext);
}

// One question at a time over a whole pane, wherever inside it the question came up.
export function AskFrame({ children }: { children: ComponentChildren }) {
  const [open, setOpen] = useState<{ question: Question; answer(yes: boolean): void } | undefined>(undefined);
  const ask: Ask = (question) =>
    new Promise((resolve) => {
      setOpen({
        question,
        answer: (yes) => {
          setOpen(undefined);
          resolve(yes);
        },
      });
    });
  return (
    <AskContext.Provider value={ask}>
      {children}
      {open !== undefined && (
        <Overlay label={open.question.title} class="ask-box" onEscape={() => open.answer(false)}>
          <h3 class="overlay-title">{open.question.title}</h3>
          <div class="overlay-body">
            <Blocks nodes={parseMrkdwn(open.question.text)} />
          </div>
          <div class="overlay-foot">
            <button
              type="button"
              class="plain-button"
              data-testid="ask-no"
              onClick={() => open.answer(false)}
            >
              {open.question.no}
            </button>
            <button
              type="button"
              class={`strong-button ${open.question.isDanger ? 'is-danger' : ''}`}
              data-testid="ask-yes"
              data-autofocus
              onClick={() => open.answer(true)}
            >
              {open.question.yes}
            </button>
          </div>
        </Overlay>
      )}
    </AskContext.Provider>
  );
}
