// Prints the app manifest to paste at api.slack.com/apps → Create New App → From a manifest:
//   npm run slack-manifest                                        Socket Mode, descriptions in English
//   npm run slack-manifest -- --url https://bot.example.org --language da
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { slackManifest } from '../src/adapters/slack/manifest.ts';
import { localeOf } from '../src/chat/reader.ts';
import { loadRegistry } from '../src/chat/registry.ts';
import { languages } from '../src/core/text.ts';

const { values } = parseArgs({
  options: { url: { type: 'string' }, language: { type: 'string', default: 'en' } },
});
const language = languages.find((one) => one === values.language);
if (language === undefined) throw new RangeError(`--language is one of ${languages.join(', ')}`);
if (values.url !== undefined && !/^https:\/\/[^/]/.test(values.url))
  throw new RangeError('--url is the https:// address at which the internet reaches the bot');

const folder = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const { commands } = await loadRegistry({ commands: folder('commands'), jobs: folder('jobs') });
const manifest = slackManifest(commands, {
  wording: { language, locale: localeOf(language, undefined, undefined), timeZone: 'UTC' },
  ...(values.url === undefined ? {} : { publicUrl: values.url }),
});
process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`);
