import { beforeEach, describe, expect, it } from 'vitest';
import type { Form } from '../../../src/chat/form.ts';
import { expectValid } from '../../contracts.ts';
import { answer, useBench } from './bench.ts';
import { signed, submissionBody } from './fake-slack.ts';

const bench = useBench();

describe('a form', () => {
  const form: Form = {
    command: 'meeting/propose' as Form['command'],
    title: 'Propose',
    submit: 'Send',
    close: 'Cancel',
    fields: [
      { option: 'topic', kind: 'line', label: 'Topic', required: true, maxLength: 100 },
      { option: 'when', kind: 'date-time', label: 'When', required: false, maxLength: 100 },
    ],
    carried: { length: '90m' },
    twinningId: 'twn_a1',
  };
  const opened = () => bench.slack.of('views.open')[0]?.view as Record<string, unknown>;

  beforeEach(() => {
    bench.handler.plan.mockReturnValue({ type: 'form' });
    bench.handler.form.mockResolvedValue(form);
  });

  it('opens before the acknowledgement and comes back as a call', async () => {
    expect(await (await bench.command('/meeting propose length:90m')).text()).toBe('');
    expectValid('slack.view', opened());
    const sent = await bench.post(
      signed(
        submissionBody(opened().private_metadata, {
          'field:topic': { value: { type: 'plain_text_input', value: 'Games' } },
          'field:when': { value: { type: 'datetimepicker', selected_date_time: 1800000000 } },
        }),
      ),
    );
    expect([sent.status, await sent.text()]).toEqual([200, '']);
    await bench.settled('response_url');
    expect(bench.calls[0]).toMatchObject({
      command: 'meeting/propose',
      values: { topic: 'Games', when: '@1800000000', length: '90m' },
      origin: 'form',
      twinningId: 'twn_a1',
      place: { channelId: 'C1', direct: false },
    });
    expect(bench.slack.of('response_url')[0]).toMatchObject({ response_type: 'ephemeral' });
  });

  it('tells the name of who was picked, whom Slack sends as an id alone', async () => {
    await bench.command('/meeting propose');
    const picked = { 'field:topic': { value: { type: 'users_select', selected_user: 'U2' } } };
    await bench.post(signed(submissionBody(opened().private_metadata, picked)));
    await bench.settled('response_url');
    expect(bench.calls[0]).toMatchObject({ values: { topic: '<@U2>' }, people: { U2: 'Ann Berg' } });
  });

  it('stays open with the sentence beside the field that was not understood', async () => {
    await bench.command('/meeting propose');
    bench.handler.run.mockResolvedValue({
      ...answer('private'),
      problem: { option: 'topic', text: 'Too short.' },
    });
    const body = submissionBody(opened().private_metadata, {
      'field:topic': { value: { type: 'plain_text_input', value: 'G' } },
    });
    const sent = await bench.post(signed(body));
    expect(await sent.json()).toEqual({ response_action: 'errors', errors: { 'field:topic': 'Too short.' } });
    bench.handler.run.mockResolvedValue({
      ...answer('private'),
      problem: { option: 'length', text: 'Not asked here.' },
    });
    const other = submissionBody(opened().private_metadata, {});
    expect(await (await bench.post(signed(other))).text()).toBe('');
    await bench.settled('response_url');
  });

  it('closes in time when the answer is slow, and shows it later', async () => {
    await bench.command('/meeting propose');
    bench.handler.run.mockImplementation(
      () => new Promise((resolve) => setTimeout(() => resolve(answer('private')), 2900)),
    );
    const started = performance.now();
    const sent = await bench.post(signed(submissionBody(opened().private_metadata, {})));
    expect(await sent.text()).toBe('');
    expect(performance.now() - started).toBeLessThan(2900);
    await bench.settled('response_url');
  });

  it('hands back what was typed when Slack no longer opens it', async () => {
    bench.slack.fail('views.open', 'expired_trigger_id');
    expect((await bench.command('/meeting propose Games &amp; more with:<@U2|bo>')).status).toBe(200);
    await bench.settled('response_url');
    expect(JSON.stringify(bench.slack.of('response_url')[0])).toContain(
      '`/meeting propose Games &amp; more with:@bo`',
    );
    expectValid('slack.message', bench.slack.of('response_url')[0]);
  });

  it('acknowledges in time when the form itself is slow', async () => {
    bench.handler.form.mockImplementation(
      () => new Promise((resolve) => setTimeout(() => resolve(form), 2700)),
    );
    const started = performance.now();
    expect((await bench.command('/meeting propose')).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(2700);
    await bench.settled('views.open');
  });
});
