import { msg } from '../../core/message.ts';
import { choosable } from '../../core/programme/plan-programme.ts';
import type { Programme } from '../../core/programme/programme.ts';
import {
  type PlannedStep,
  planProgramme,
  promisesOf,
  suggestedDay,
} from '../../core/programme/programme-plan.ts';
import type {
  KnownDeadline,
  ProgrammeSide,
  ProgrammeTemplate,
} from '../../core/programme/programme-template.ts';
import { day, inEach, list, type Phrase } from '../../core/text.ts';
import type { LocalDate } from '../../core/time/instant.ts';
import type { Block, Button, Card, Control, Select } from '../card.ts';
import { link } from '../link.ts';
import { type Facts, townName } from './people.ts';

/** What a plan shows, besides the plan itself. */
interface Planning {
  readonly draft: Programme;
  readonly template: ProgrammeTemplate;
  readonly facts: Facts;
  readonly todayOn: LocalDate;
}

/** A plan before it is offered, for whoever makes it: every step with its day, and everything that may be otherwise. */
export function programmePlanCard(planning: Planning): Card {
  const { draft, template } = planning;
  const steps = planProgramme(template, draft, planning.todayOn);
  return {
    tone: 'attention',
    title: msg('programme.plan.title', {
      programme: msg(`choice.programme.${draft.template}`),
      on: day(draft.on),
    }),
    blocks: [
      { type: 'text', text: msg('programme.plan.intro') },
      ...programmeSections.flatMap((side) => section(side, steps, planning)),
      ...template.pays.map(
        (pays): Block => ({
          type: 'text',
          small: true,
          text: msg('programme.plan.pays', { pays: inEach(pays) }),
        }),
      ),
      ...template.deadlines.map(
        (one): Block => ({ type: 'text', small: true, text: deadlineText(one, draft) }),
      ),
      { type: 'controls', controls: [stepsSelect(planning)] },
      ...townSelects(planning).map((select): Block => ({ type: 'controls', controls: [select] })),
      { type: 'controls', controls: changeButtons(steps, planning) },
      { type: 'controls', controls: whereToCheck(template) },
      { type: 'controls', controls: [offerButton(steps, draft)] },
    ],
  };
}

const programmeSections = ['host', 'guest', 'each', 'both'] as const satisfies readonly ProgrammeSide[];

function section(
  side: ProgrammeSide,
  steps: readonly PlannedStep[],
  { draft, template, facts }: Planning,
): Block[] {
  const own = steps.filter(
    ({ task, isPast, dueOn }) =>
      task.side === side && (dueOn !== undefined || (isPast && isTicked(draft, task.id))),
  );
  if (own.length === 0) return [];
  return [
    { type: 'text', text: heading(side, draft, template, facts) },
    { type: 'list', items: own.map(stepText) },
  ];
}

const isTicked = ({ leftOut }: Programme, id: string): boolean => !leftOut.includes(id);

function heading(side: ProgrammeSide, draft: Programme, { sides }: ProgrammeTemplate, facts: Facts): Phrase {
  const names = (ids: readonly string[]) => list(ids.map((id) => townName(facts, id)));
  switch (side) {
    case 'host':
      return msg('programme.plan.side', { towns: names([draft.hostTownId]), role: inEach(sides.host) });
    case 'guest':
      return msg('programme.plan.side', { towns: names(draft.guestTownIds), role: inEach(sides.guest) });
    case 'each':
      return msg('programme.plan.each');
    case 'both':
      return msg('programme.plan.both', { town: townName(facts, draft.plannedByTownId) });
  }
}

function stepText({ task, plannedOn, isPast, dueOn }: PlannedStep): Phrase {
  const what = inEach(task.text);
  const office = msg(`choice.office.${task.office}`);
  if (dueOn === undefined) return msg('programme.plan.step-past', { on: day(plannedOn), what });
  if (isPast) return msg('programme.plan.step-now', { due: day(dueOn), on: day(plannedOn), what, office });
  return msg('programme.plan.step', { on: day(dueOn), what, office });
}

/** As it was last seen, or what somebody has said: never as if it were certain. */
function deadlineText({ id, name, lastSeen, asOf }: KnownDeadline, { deadlines }: Programme): Phrase {
  const said = deadlines[id];
  if (said !== undefined) return msg('programme.plan.deadline-said', { name: inEach(name), on: day(said) });
  const seen = { name: inEach(name), on: day(lastSeen.on), zone: lastSeen.timeZone, asOf: day(asOf) };
  return lastSeen.time === undefined
    ? msg('programme.plan.deadline-day', seen)
    : msg('programme.plan.deadline', { ...seen, time: lastSeen.time });
}

const call = (draft: Programme, command: 'commitment/plan-change', options: Record<string, string> = {}) => ({
  command,
  twinningId: draft.twinningId,
  options: { plan: draft.id, ...options },
});

function stepsSelect({ draft, template, todayOn }: Planning): Select {
  const choices = choosable(template, draft, todayOn);
  return {
    type: 'select',
    placeholder: msg('programme.plan.pick'),
    call: call(draft, 'commitment/plan-change'),
    fills: 'steps',
    min: 1,
    max: choices.length,
    choices: choices.map(({ task }) => ({
      value: task.id,
      label: msg('list.plain', { items: inEach(task.text) }),
      selected: isTicked(draft, task.id),
    })),
  };
}

/** Where it takes place; and, where there are more than two towns, who comes. */
function townSelects({ draft, facts }: Planning): Select[] {
  const { towns } = facts.scope;
  const choice = (isChosen: (id: string) => boolean, fits: (id: string) => boolean) =>
    towns.flatMap(({ id, name }, place) =>
      fits(id)
        ? [
            {
              value: String(place),
              label: msg('list.plain', { items: list([name]) }),
              selected: isChosen(id),
            },
          ]
        : [],
    );
  const isHost = (id: string) => id === draft.hostTownId;
  const guests = choice(
    (id) => draft.guestTownIds.some((guest) => guest === id),
    (id) => !isHost(id),
  );
  const select = { type: 'select', call: call(draft, 'commitment/plan-change'), min: 1 } as const;
  return [
    {
      ...select,
      placeholder: msg('programme.plan.host'),
      fills: 'host',
      max: 1,
      choices: choice(isHost, () => true),
    },
    ...(towns.length <= 2
      ? []
      : [
          {
            ...select,
            placeholder: msg('programme.plan.guests'),
            fills: 'guests',
            max: guests.length,
            choices: guests,
          },
        ]),
  ];
}

function changeButtons(steps: readonly PlannedStep[], { draft, template, todayOn }: Planning): Button[] {
  const other = draft.past === 'now' ? 'leave-out' : 'now';
  const form = { twinningId: draft.twinningId, openForm: true } as const;
  return [
    ...(steps.some(({ isPast }) => isPast)
      ? [
          {
            type: 'button' as const,
            label: msg(`programme.plan.past.${other}`),
            style: 'secondary' as const,
            call: call(draft, 'commitment/plan-change', { past: other }),
          },
        ]
      : []),
    {
      type: 'button',
      label: msg('programme.plan.date'),
      style: 'secondary',
      call: { ...form, command: 'commitment/plan-date', options: { plan: draft.id, on: draft.on } },
    },
    ...template.deadlines.map(
      ({ id, name, lastSeen }, index): Button => ({
        type: 'button',
        label: msg('programme.plan.deadline-enter', { name: inEach(name) }),
        style: 'secondary',
        call: {
          ...form,
          command: 'commitment/plan-deadline',
          options: {
            plan: draft.id,
            number: String(index),
            on: draft.deadlines[id] ?? suggestedDay(lastSeen.on, todayOn),
          },
        },
      }),
    ),
  ];
}

/** Where the advice and the deadlines come from. One page is one button. */
function whereToCheck({ sources, deadlines }: ProgrammeTemplate): Control[] {
  const pages = new Map<string, Control>();
  for (const { name, url } of deadlines)
    pages.set(url, link(msg('programme.plan.check', { name: inEach(name) }), url));
  for (const { about, url } of sources)
    if (!pages.has(url)) pages.set(url, link(msg('programme.plan.source', { about: inEach(about) }), url));
  return [...pages.values()];
}

function offerButton(steps: readonly PlannedStep[], draft: Programme): Button {
  return {
    type: 'button',
    label: msg('programme.plan.offer', { count: promisesOf(steps, draft).length }),
    style: 'primary',
    call: { command: 'commitment/plan-offer', twinningId: draft.twinningId, options: { plan: draft.id } },
  };
}
