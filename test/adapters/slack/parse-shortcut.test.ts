import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseShortcut, plainText } from '../../../src/adapters/slack/parse-shortcut.ts';
import { loadRegistry } from '../../../src/chat/registry.ts';

const around = {
  tenantId: 'T0001',
  commands: (await loadRegistry({ commands: resolve('commands'), jobs: resolve('jobs') })).commands,
  profile: async () => ({ displayName: 'Mette' }),
};
/** As Slack sends it: https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload */
const payload = (message: object, callback_id = 'commitment/add') => ({
  type: 'message_action',
  token: 'XXX',
  action_ts: '1793610000.000100',
  team: { id: 'T0001', domain: 'aalborg' },
  user: { id: 'U0001', username: 'mette.holm', team_id: 'T0001', name: 'mette.holm' },
  channel: { id: 'C0001', name: 'venskabsby-solvang' },
  is_enterprise_install: false,
  enterprise: null,
  callback_id,
  trigger_id: '944799105734.773906753841.38b5894552bdd4a780554ee59d1f3638',
  response_url: 'https://hooks.slack.com/app/T0001/1/xyz',
  message_ts: '1793610000.000200',
  message: { type: 'message', user: 'U0002', ts: '1793610000.000200', team: 'T0001', ...message },
});

describe('a shortcut on a message', () => {
  it('opens the form with what the message says', () => {
    const request = parseShortcut(payload({ text: 'We bring &lt;all&gt; songs' }), around);
    expect(request?.call).toMatchObject({
      command: 'commitment/add',
      values: { what: 'We bring <all> songs' },
      openForm: true,
      origin: 'control',
      place: { tenantId: 'T0001', channelId: 'C0001', direct: false },
    });
    expect(request?.origin).toEqual({
      channelId: 'C0001',
      responseUrl: 'https://hooks.slack.com/app/T0001/1/xyz',
    });
  });

  it('cuts visibly what is too long for a promise', () => {
    const request = parseShortcut(payload({ text: 'song '.repeat(800) }), around);
    expect(request?.call.values.what).toMatch(/^song .*…$/);
    expect(request?.call.values.what).toHaveLength(300);
  });

  it('leaves the form empty where a message has no text', () => {
    expect(parseShortcut(payload({ text: '' }), around)?.call.values).toEqual({});
    expect(parseShortcut(payload({ blocks: [] }), around)?.call.values).toEqual({});
  });

  it('is not taken when it is none of ours', () => {
    expect(parseShortcut(payload({ text: 'Hi' }, 'commitment/list'), around)).toBeUndefined();
    expect(parseShortcut({ type: 'shortcut', callback_id: 'commitment/add' }, around)).toBeUndefined();
  });

  it.each([
    ['<@U1|mette> asks <#C1|general>', '@mette asks #general'],
    ['<https://a.dk|the hall> or <https://b.dk>', 'the hall or https://b.dk'],
    ['<!channel> &amp;lt; <@U1>', '@channel &lt; …'],
  ])('reads %s as a person does', (mrkdwn, plain) => expect(plainText(mrkdwn)).toBe(plain));
});
