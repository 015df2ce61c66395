import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { renderCard as renderDiscord } from '../../../src/adapters/discord/render-card.ts';
import { readTemplates } from '../../../src/adapters/programme/programme-templates.ts';
import { renderCard as renderSlack } from '../../../src/adapters/slack/render-card.ts';
import type { Card } from '../../../src/chat/card.ts';
import { readFacts } from '../../../src/chat/view/posting-card.ts';
import { programmeCard } from '../../../src/chat/view/programme-card.ts';
import { programmePlanCard } from '../../../src/chat/view/programme-plan-card.ts';
import { shownProgramme } from '../../../src/chat/view/programme-shown.ts';
import { moveCommitment } from '../../../src/core/commitment/move-commitment.ts';
import { offerProgramme } from '../../../src/core/programme/offer-programme.ts';
import { draftProgramme } from '../../../src/core/programme/plan-programme.ts';
import { programmeNames } from '../../../src/core/programme/programme-template.ts';
import { type Language, languages } from '../../../src/core/text.ts';
import { type Committees, sisterCommittees } from '../../fakes/sister-committees.ts';

const templates = await readTemplates(resolve('programmes'));
const onBoth = programmeNames.flatMap((name) => languages.map((language) => [name, language] as const));
const readerOf = (language: Language) => ({ language, locale: language, timeZone: 'Europe/Copenhagen' });

/** Everything that a platform would show, and whether anything was cut for want of room. */
function shownIn(card: Card, language: Language) {
  const reader = readerOf(language);
  const slack = JSON.stringify(renderSlack(card, reader, 'one').blocks);
  const discord = JSON.stringify(renderDiscord({ card, reader }).components);
  return { slack, discord };
}

describe('the cards of programmes', () => {
  let towns: Committees;
  beforeAll(async () => {
    towns = await sisterCommittees();
  });
  const facts = async (home: Committees['mette']) => {
    const found = await readFacts(towns.database, towns.mette.scope.twinning.id);
    if (found === undefined) throw new Error('no facts');
    return { ...found, home: home.town };
  };

  it.each(onBoth)(
    '%s in %s: the plan is whole on both platforms, with its last step and button',
    async (name, language) => {
      const draft = await draftProgramme(towns.deps, towns.mette, { template: name, on: '2028-09-20' });
      const template = templates[name];
      const card = programmePlanCard({
        draft,
        template,
        facts: await facts(towns.mette),
        todayOn: '2026-11-02',
      });
      for (const text of Object.values(shownIn(card, language))) {
        for (const step of template.steps)
          expect(text).toContain(JSON.stringify(step.text[language]).slice(1, 20));
        expect(text).toContain('commitment/plan-offer');
        for (const _ of template.deadlines) expect(text).toContain('commitment/plan-deadline');
        expect(text).toContain(template.sources[0]?.url);
      }
    },
  );

  it.each(onBoth)(
    '%s in %s: what was offered stands in one message, in the words of its reader',
    async (name, language) => {
      const { id } = await draftProgramme(towns.deps, towns.mette, { template: name, on: '2028-09-20' });
      const programme = await offerProgramme(towns.deps, towns.mette, (one) => templates[one], id);
      const home = await facts(towns.linda);
      const card = programmeCard(await shownProgramme(programme, home, towns.database), home);
      for (const text of Object.values(shownIn(card, language))) {
        for (const { text: step } of Object.values(programme.kept))
          expect(text).toContain(JSON.stringify(step[language]).slice(1, 20));
        expect(text).toContain('commitment/plan-accept');
        expect(text).toContain('commitment/plan-list');
      }
    },
  );

  it('say who saw papers and when, once it is done', async () => {
    const { id } = await draftProgramme(towns.deps, towns.mette, {
      template: 'youth-exchange',
      on: '2028-09-20',
    });
    const programme = await offerProgramme(towns.deps, towns.mette, (one) => templates[one], id);
    const part = programme.parts.find(({ stepId }) => stepId === 'consent');
    const all = await towns.database.commitments.commitmentsOf(programme.twinningId);
    const consent = all.find((one) => one.id === part?.commitmentId);
    const [owner, other] =
      consent?.ownerTownId === towns.mette.town.id ? [towns.mette, towns.linda] : [towns.linda, towns.mette];
    const number = consent?.number ?? 0;
    await moveCommitment(towns.deps, other, { number, move: 'accept' });
    await moveCommitment(towns.deps, owner, { number, move: 'done' });
    const home = await facts(towns.linda);
    const card = programmeCard(await shownProgramme(programme, home, towns.database), home);
    const { discord } = shownIn(card, 'en');
    expect(discord).toMatch(/See the parents’ consent for every young person – seen by .*Mette.* 2026/);
  });

  it('keep what somebody has written anew as it was written', async () => {
    const home = await facts(towns.linda);
    const [programme] = home.programmes?.slice(-1) ?? [];
    const shown = programme && (await shownProgramme(programme, home, towns.database));
    if (shown === undefined) throw new Error('no programme');
    const [first, ...rest] = shown.commitments;
    if (first === undefined) throw new Error('no commitment');
    const card = programmeCard({ ...shown, commitments: [{ ...first, what: 'Other words' }, ...rest] }, home);
    expect(shownIn(card, 'da').discord).toContain('Other words');
  });
});
