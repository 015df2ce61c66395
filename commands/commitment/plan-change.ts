import { defineCommand } from '../../src/chat/command.ts';
import { optional } from '../../src/chat/option-values.ts';
import { pastWay, places, plan, stepIds } from '../../src/chat/programme-options.ts';
import { showPlan } from '../../src/chat/show-programme.ts';
import { changeProgramme } from '../../src/core/programme/plan-programme.ts';

/** What the menus and buttons of a plan change, in the same message. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'update',
  surface: 'control',
  options: {
    plan: plan(),
    steps: optional(stepIds()),
    host: optional(places()),
    guests: optional(places()),
    past: optional(pastWay()),
  },
  async run({ plan: id, steps, host, guests, past }, context) {
    const [hostPlace] = host ?? [];
    const template = (name: keyof typeof context.programmes) => context.programmes[name];
    const changed = await changeProgramme(context, context.inside, template, id, {
      ...(steps === undefined ? {} : { steps }),
      ...(hostPlace === undefined ? {} : { hostPlace }),
      ...(guests === undefined ? {} : { guestPlaces: guests }),
      ...(past === undefined ? {} : { past }),
    });
    return await showPlan(context, changed);
  },
});
