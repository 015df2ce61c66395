import { describe, expect, it } from 'vitest';
import { readList } from '../../../../src/sandbox/page/read-json.ts';
import { elementKey, missingBlocks, stateValues } from '../../../../src/sandbox/page/slack/element-values.ts';
import { METTE } from '../fixture-people.ts';
import { slackModal } from '../fixture-slack.ts';

const blocks = readList(slackModal.view, 'blocks');

describe('stateValues', () => {
  it('holds what the bot set in advance, in Slack’s own shape', () => {
    const values = stateValues(blocks, new Map());
    expect(values.topic).toEqual({ value: { type: 'plain_text_input', value: 'Youth Games 2027' } });
    expect(values.kind).toEqual({ value: { type: 'static_select', selected_option: null } });
    expect(values.from).toEqual({ value: { type: 'datepicker', selected_date: '2027-01-10' } });
    expect(values.who).toEqual({ value: { type: 'users_select', selected_user: METTE } });
    expect(values.extras).toEqual({ value: { type: 'checkboxes', selected_options: [] } });
  });

  it('prefers what the person changed', () => {
    const changes = new Map([[elementKey('topic', 'value'), { value: 'Choir' }]]);
    expect(stateValues(blocks, changes).topic).toEqual({
      value: { type: 'plain_text_input', value: 'Choir' },
    });
  });
});

describe('missingBlocks', () => {
  it('names required fields that are empty', () => {
    expect(missingBlocks(blocks, new Map())).toEqual(['kind']);
  });
});
