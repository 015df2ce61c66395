import { describe, expect, it } from 'vitest';
import { parseSubmission } from '../../../src/adapters/slack/parse-payload.ts';
import { renderForm } from '../../../src/adapters/slack/render-form.ts';
import type { Form, FormField } from '../../../src/chat/form.ts';
import { expectValid, hasContracts } from '../../contracts.ts';
import { commands } from './commands.ts';

const field = (more: Partial<FormField>): FormField => ({
  option: 'topic',
  kind: 'line',
  label: 'Topic',
  required: true,
  maxLength: 200,
  ...more,
});
const form = (fields: FormField[], more: Partial<Form> = {}): Form => ({
  command: 'meeting/propose' as Form['command'],
  title: 'Propose a meeting',
  submit: 'Send',
  close: 'Cancel',
  fields,
  carried: {},
  ...more,
});
const origin = { channelId: 'C1', responseUrl: 'https://hooks.slack.com/x' };
const choices = [
  { value: 'citizens', label: 'Citizens' },
  { value: 'youth', label: 'Youth' },
];
type Input = { block_id: string; element: Record<string, unknown> };
const inputs = (view: { [field: string]: unknown }) => view.blocks as Input[];
const element = (more: Partial<FormField>) => inputs(renderForm(form([field(more)]), origin))[0]?.element;

describe('renderForm', () => {
  it.runIf(hasContracts)(
    'makes a modal that Slack takes, with every kind of field and long or hostile texts',
    async () => {
      const long = 'Grüße <!channel> & "x" '.repeat(40);
      const kinds: Partial<FormField>[] = [
        { kind: 'line' },
        { kind: 'paragraph', maxLength: 4000, initial: long },
        { kind: 'choice', choices },
        { kind: 'choice', choices, initial: 'Youth' },
        { kind: 'choice', choices: [] },
        { kind: 'choices', choices },
        { kind: 'choices', choices, initial: 'youth,citizens' },
        { kind: 'choices', choices: [] },
        { kind: 'date' },
        { kind: 'date', initial: '2027-01-12' },
        { kind: 'date-time' },
        { kind: 'date-time', initial: '@1800000000' },
        { kind: 'person' },
        { kind: 'person', initial: '<@U1AB2>' },
      ];
      const fields = kinds.map((kind, at) =>
        field({ ...kind, option: `o${'abcdefghijklmnop'[at]}`, label: long, hint: long }),
      );
      const view = renderForm(form(fields, { title: long, submit: long, close: long }), origin);
      expectValid('slack.view', view);
    },
  );

  it('uses the native input, and a line of text for what was typed otherwise', () => {
    expect(element({ kind: 'date', initial: '2027-01-12' })).toMatchObject({
      type: 'datepicker',
      initial_date: '2027-01-12',
    });
    for (const [kind, initial] of [
      ['date', '2027-02-30'],
      ['date', 'next tuesday'],
      ['date-time', '2027-01-12 17:00'],
      ['person', 'Ann Berg'],
      ['choice', 'elders'],
    ] as const) {
      expect(element({ kind, initial, choices })).toMatchObject({
        type: 'plain_text_input',
        initial_value: initial,
      });
    }
    expect(element({ kind: 'choice', choices, initial: 'YOUTH' })).toMatchObject({
      type: 'static_select',
      initial_option: { value: 'youth' },
    });
  });

  it('shows several of a few as boxes to tick; a submission joins what was ticked', () => {
    const view = renderForm(form([field({ kind: 'choices', choices, initial: 'youth,elders' })]), origin);
    const [input] = inputs(view);
    expect(input?.element).toMatchObject({
      type: 'checkboxes',
      options: [{ value: 'citizens' }, { value: 'youth' }],
      initial_options: [{ value: 'youth' }],
    });
    const submitted = (selected_options: { value: string }[]) =>
      parseSubmission(
        {
          type: 'view_submission',
          user: { id: 'U1' },
          trigger_id: 't',
          view: {
            id: 'V1',
            private_metadata: view.private_metadata,
            state: {
              values: { [input?.block_id ?? '']: { value: { type: 'checkboxes', selected_options } } },
            },
          },
        },
        { tenantId: 'T1', commands, profile: () => Promise.resolve({ displayName: 'Ann' }) },
      )?.call.values.topic;
    expect(submitted([{ value: 'citizens' }, { value: 'youth' }])).toBe('citizens,youth');
    expect(submitted([])).toBeUndefined();
  });

  it('never cuts what was typed, however long', () => {
    const long = Array.from({ length: 900 }, (_, at) => `word${at}`).join(' ');
    const view = renderForm(
      form([field({ kind: 'paragraph', maxLength: 4000, initial: long })], {
        carried: { reason: `${long} r`, to: 'U1' },
      }),
      origin,
    );
    const values = Object.fromEntries(
      inputs(view).map(({ block_id, element }) => [
        block_id,
        { value: { type: 'plain_text_input', value: String(element.initial_value) } },
      ]),
    );
    expect(String(view.private_metadata).length).toBeLessThanOrEqual(3000);
    const submission = parseSubmission(
      {
        type: 'view_submission',
        user: { id: 'U1' },
        trigger_id: 't',
        view: { id: 'V1', private_metadata: view.private_metadata, state: { values } },
      },
      { tenantId: 'T1', commands, profile: () => Promise.resolve({ displayName: 'Ann' }) },
    );
    const words = (text: string | undefined) => text?.split(/\s+/).join(' ');
    expect(words(submission?.call.values.topic)).toBe(long);
    expect(words(submission?.call.values.reason)).toBe(`${long} r`);
    expect(submission?.call.values.to).toBe('U1');
    expect(submission?.blockOf('topic')).toBe('field:topic');
    expect(submission?.blockOf('length')).toBeUndefined();
  });
});
