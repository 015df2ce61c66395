import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';

const problemsOf = (environment: NodeJS.ProcessEnv): readonly string[] => {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

describe('the configuration', () => {
  it('is the sandbox on this computer alone when nothing is set', () => {
    expect(readConfig({ HOST: '0.0.0.0' })).toMatchObject({ sandbox: true, host: '127.0.0.1', port: 3000 });
  });

  it('is never the sandbox once a token is set, and starts only what has one', () => {
    const config = readConfig({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' });
    expect(config).toMatchObject({ sandbox: false, slack: { botToken: 'xoxb-1', appToken: 'xapp-1' } });
    expect(config.discord).toBeUndefined();
  });

  it.each([
    [{ PORT: 'many' }, /^PORT .*3000/],
    [{ PUBLIC_URL: 'http://bot.example.org' }, /^PUBLIC_URL .*https:/],
    [{ PUBLIC_URL: 'https://bot.example.org/?a=1' }, /^PUBLIC_URL .*https:/],
    [{ DATABASE_URL: 'mysql://x' }, /^DATABASE_URL .*postgres:/],
    [{ REDIS_URL: 'localhost' }, /^REDIS_URL .*redis:/],
    [{ TWINBELL_SECRET_KEY: 'hunter2' }, /^TWINBELL_SECRET_KEY .*openssl rand -base64 32/],
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, /^SLACK_SIGNING_SECRET is missing/],
    [{ SLACK_SIGNING_SECRET: 's' }, /^SLACK_BOT_TOKEN is missing/],
    [{ DISCORD_TOKEN: 't' }, /^DISCORD_APPLICATION_ID is missing/],
    [{ DISCORD_TOKEN: 't', DISCORD_APPLICATION_ID: '12' }, /^DISCORD_APPLICATION_ID .*digits/],
  ])('names the variable at fault and the remedy: %o', (environment, said) => {
    expect(problemsOf(environment).join('\n')).toMatch(said);
  });

  it.each([
    ['https://bot.example.org/', 'https://bot.example.org'],
    ['https://Example.org/twinbell/', 'https://example.org/twinbell'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
  ])('takes %s as the address from outside', (PUBLIC_URL, publicUrl) => {
    expect(readConfig({ PUBLIC_URL })).toMatchObject({ publicUrl });
  });

  it('never repeats a secret', () => {
    expect(problemsOf({ SLACK_BOT_TOKEN: 'hunter2', SLACK_SIGNING_SECRET: 'x' }).join()).not.toContain(
      'hunter2',
    );
  });
});
