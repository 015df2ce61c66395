import { describe, expect, it } from 'vitest';
import { useBench } from './bench.ts';
import { signed, slashBody } from './fake-slack.ts';

const bench = useBench();

describe('requests', () => {
  it('is refused unless Slack signed exactly this, within five minutes both ways', async () => {
    const body = slashBody('/twin status', { response_url: bench.slack.responseUrl });
    const minutes = 60_000;
    const bad = [
      signed(body, { secret: 'another' }),
      signed(body, { at: Date.now() - 6 * minutes }),
      signed(body, { at: Date.now() + 6 * minutes }),
      { ...signed(body), body: `${body}&x=1` },
      { ...signed(body), headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      { ...signed(body), headers: { ...signed(body).headers, 'x-slack-signature': 'v0=00' } },
    ].map((request) => ({ ...request, headers: request.headers as ReturnType<typeof signed>['headers'] }));
    for (const request of bad) expect((await bench.post(request)).status).toBe(401);
    for (const at of [-4 * minutes, 4 * minutes]) {
      const fresh = slashBody('/twin status', { response_url: bench.slack.responseUrl });
      expect((await bench.post(signed(fresh, { at: Date.now() + at }))).status).toBe(200);
    }
    await bench.settled('response_url', 2);
    expect(bench.calls).toHaveLength(2);
    expect(bench.logged.filter(([code]) => code === 'slack.signature-refused')).toHaveLength(6);
  });

  it('has one effect when the same signed request comes twice, or the same trigger signed anew', async () => {
    const body = slashBody('/twin status', { response_url: bench.slack.responseUrl });
    const request = signed(body);
    const both = await Promise.all([bench.post(request), bench.post(request)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect((await bench.post(signed(body, { at: Date.now() - 2000 }))).status).toBe(200);
    await bench.settled('response_url');
    expect(bench.calls).toHaveLength(1);
  });

  it('leaves other paths to others and refuses what is too large or no POST', async () => {
    expect((await bench.post(signed('x'), '/elsewhere')).status).toBe(404);
    expect((await bench.post(signed('x'.repeat(1_000_001)))).status).toBe(413);
    const { port } = bench;
    expect((await fetch(`http://127.0.0.1:${port}/slack/events`)).status).toBe(405);
    expect((await bench.post(signed('{', { type: 'application/json' }))).status).toBe(400);
  });

  it('answers the address check, and acknowledges what it does not know', async () => {
    const check = await bench.post(
      signed(JSON.stringify({ type: 'url_verification', challenge: 'c1' }), { type: 'application/json' }),
    );
    expect(await check.json()).toEqual({ challenge: 'c1' });
    const event = {
      type: 'event_callback',
      team_id: 'T1',
      event_id: 'E1',
      event: { type: 'app_uninstalled' },
    };
    expect((await bench.post(signed(JSON.stringify(event), { type: 'application/json' }))).status).toBe(200);
    expect((await bench.press({ type: 'button', action_id: 'x', value: 'not ours' })).status).toBe(200);
    expect(
      (await bench.post(signed(slashBody('/twin status', { response_url: 'x', team_id: 'T9' })))).status,
    ).toBe(200);
    expect(bench.calls).toEqual([]);
    expect(bench.logged.map(([code]) => code)).toContain('slack.access-withdrawn');
  });

  it('takes no more after a stop', async () => {
    await bench.platform.stop();
    expect((await bench.command('/twin status')).status).toBe(503);
  });
});
