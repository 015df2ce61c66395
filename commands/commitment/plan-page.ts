import { defineCommand } from '../../src/chat/command.ts';
import { pagePlace } from '../../src/chat/option-values.ts';
import { plan } from '../../src/chat/programme-options.ts';
import { showProgramme } from '../../src/chat/show-programme.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'update',
  surface: 'control',
  options: { plan: plan(), ...pagePlace },
  run: ({ plan: id, ...place }, context) => showProgramme(context, id, place),
});
