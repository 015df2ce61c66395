import { describe, expect, it } from 'vitest';
import { FormTooLongError, optionOf, parseFormIds } from '../../../src/adapters/discord/form-id.ts';
import { renderForm } from '../../../src/adapters/discord/render-form.ts';
import type { Form, FormField } from '../../../src/chat/form.ts';
import { expectValid, withContracts } from '../../contracts.ts';
import { hostileTexts } from '../../fixtures/hostile-texts.ts';

const field = (option: string, more: Partial<FormField> = {}): FormField => ({
  option,
  kind: 'line',
  label: `The ${option}`,
  required: true,
  maxLength: 200,
  ...more,
});
const form = (fields: FormField[], carried: Record<string, string> = {}): Form => ({
  command: 'meeting/propose' as never,
  title: 'Find a date',
  submit: 'Search',
  close: 'Close',
  fields,
  carried,
  twinningId: 'twn_abc123',
});

function render(given: Form) {
  const modal = renderForm(given);
  expectValid('discord.callback', { type: 9, data: modal });
  const ids = modal.components.flatMap((part) =>
    'component' in part && 'custom_id' in part.component ? [part.component.custom_id] : [],
  );
  return { modal, ids, claim: parseFormIds(modal.custom_id, ids) };
}

describe(`a form on Discord${withContracts}`, () => {
  it('asks for every kind of field, with what was given filled in', () => {
    const { modal, ids } = render(
      form([
        field('topic', { initial: 'Youth Games' }),
        field('note', { kind: 'paragraph', required: false, maxLength: 9000, hint: 'h'.repeat(200) }),
        field('kind', {
          kind: 'choice',
          choices: [
            { value: 'a', label: 'A' },
            { value: 'b', label: 'B' },
          ],
          initial: 'b',
        }),
        field('day', { kind: 'date', hint: 'For example 24 November' }),
        field('member', { kind: 'person', required: false, initial: '<@1202000000000000001>' }),
      ]),
    );
    expect(ids.map(optionOf)).toEqual(['topic', 'note', 'kind', 'day', 'member']);
    expect(modal).toMatchObject({
      components: [
        { component: { type: 4, style: 1, value: 'Youth Games', max_length: 200 } },
        { component: { type: 4, style: 2, max_length: 4000, required: false } },
        { component: { type: 3, options: [{ value: 'a' }, { value: 'b', default: true }] } },
        { description: 'For example 24 November', component: { type: 4, style: 1 } },
        { component: { type: 5, default_values: [{ id: '1202000000000000001', type: 'user' }] } },
      ],
    });
  });

  it('asks for several of a few as boxes to tick, and reads the ticks back', () => {
    const week = ['mon', 'tue', 'wed'].map((value) => ({ value, label: value }));
    const { modal } = render(
      form([
        field('evenings', { kind: 'choices', choices: week, initial: 'mon,wed', required: false }),
        field('mornings', { kind: 'choices', choices: week }),
      ]),
    );
    expect(modal).toMatchObject({
      components: [
        {
          component: {
            type: 22,
            required: false,
            min_values: 0,
            max_values: 3,
            options: [{ value: 'mon', default: true }, { value: 'tue' }, { value: 'wed', default: true }],
          },
        },
        { component: { type: 22, required: true, min_values: 1 } },
      ],
    });
  });

  it('asks in words for more than can be ticked', () => {
    const many = Array.from({ length: 11 }, (_, at) => ({ value: `v${at}`, label: `v${at}` }));
    const { modal } = render(form([field('days', { kind: 'choices', choices: many, initial: 'v1,v2' })]));
    expect(modal).toMatchObject({ components: [{ component: { type: 4, value: 'v1,v2' } }] });
  });

  it.each(hostileTexts)('takes hostile text everywhere: %j', (text) => {
    render({
      ...form([
        field('a', { label: text, hint: text, initial: text }),
        field('b', { kind: 'choice', label: text, choices: [{ value: 'v', label: text }], initial: text }),
        field('c', { kind: 'person', initial: text }),
        field('d', { kind: 'choices', label: text, choices: [{ value: 'v', label: text }], initial: text }),
      ]),
      title: text,
    });
  });

  it('has something typed where a list would be too long', () => {
    const choices = Array.from({ length: 26 }, (_, index) => ({ value: `${index}`, label: `${index}` }));
    const { modal } = render(form([field('kind', { kind: 'choice', choices })]));
    expect(modal).toMatchObject({ components: [{ component: { type: 4 } }] });
  });

  it('shows below the field what was cut from its label', () => {
    const long = 'Which of the two towns hosts the meeting this time around';
    const { modal } = render(form([field('host', { label: long })]));
    expect(modal.components[0]).toMatchObject({ description: long });
  });

  it('brings back what it does not ask for', () => {
    const carried = { participants: 'Ærø & Åbenrå = 100 %|x', note: '🙂'.repeat(20) };
    const { claim } = render(form([field('topic'), field('length'), field('host')], carried));
    expect(claim).toEqual({ command: 'meeting/propose', twinningId: 'twn_abc123', carried });
  });

  it('brings it back when the fields come in another order', () => {
    const carried = { note: 'a long note, '.repeat(15) };
    const { modal, ids } = render(form([field('topic'), field('length'), field('host')], carried));
    expect(parseFormIds(modal.custom_id, ids.reverse())?.carried).toEqual(carried);
  });

  it('says so when what was given does not fit beside the form', () => {
    expect(() => renderForm(form([field('topic')], { note: 'x'.repeat(500) }))).toThrow(FormTooLongError);
  });

  it('refuses a form without fields or with six', () => {
    expect(() => renderForm(form([]))).toThrow(RangeError);
    expect(() => renderForm(form(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => field(name))))).toThrow(
      RangeError,
    );
  });

  it.each(['', 'x', 'a|b', 'a|evil|', 'A|twn_1|'])('does not know the form %j', (id) => {
    expect(parseFormIds(id, [])).toBeUndefined();
  });
});
