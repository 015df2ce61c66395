import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AALBORG_CHANNEL, pressDiscord, slackMessages } from './sister-towns.ts';
import { readDiscord, readSlack, selectIn, startTwoTowns, type TwoTowns } from './two-towns.ts';

const DAY = 86_400_000;
const YEAR = new Date().getUTCFullYear() + 1;
const NOW = Date.UTC(YEAR, 1, 8, 12);

/** What nobody does in time: who hears of it, when, and how two presses settle it, on both platforms. */
describe('a promise that is late, on both platforms', { timeout: 180_000 }, () => {
  let towns: TwoTowns;
  beforeAll(async () => {
    towns = await startTwoTowns('late', NOW);
    await towns.slack(`/commitment add Sanghæfter til festen due:${YEAR}-02-20`);
    const offer = await towns.inDiscord(/Aalborg offers this.*Sanghæfter|Sanghæfter.*Aalborg offers this/s);
    await pressDiscord(towns.story.sandbox, 'linda.petersen', offer, 'Accept');
    await towns.inSlack(/Sanghæfter.*nu er det en aftale/s);
  }, 240_000);
  afterAll(async () => {
    await towns?.stop();
  });

  it('is told to its owner with new days to choose from, and asked about with one choice', async () => {
    const { sandbox } = towns.story;
    await sandbox.clock.advance(21 * DAY);
    const dm = sandbox.slack.dm('mette.holm');
    const bell = await towns.inSlack(/Over tiden: Sanghæfter|Sanghæfter.*skulle|Sanghæfter til festen/s, dm);
    const { id, values } = selectIn(bell.blocks, 'commitment/new-date');
    expect(values).toHaveLength(4);
    const later = values[1] ?? '';
    await sandbox.slack.click('mette.holm', { channel: dm, ts: bell.id }, id, { choose: later });
    await towns.inSlack(/Jeg har spurgt den anden by, om .* passer for C-1/, dm);
    const asked = await towns.inDiscord(/\(C-1\).*Aalborg suggests instead/s);
    await pressDiscord(sandbox, 'linda.petersen', asked, 'Accept');
    await towns.inSlack(/C-1.*Sanghæfter/s);
  });

  it('is told to the other town privately when it is late again, and settled there with one choice', async () => {
    const { sandbox } = towns.story;
    await sandbox.clock.advance(60 * DAY);
    const dm = sandbox.discord.dm('linda.petersen');
    const told = await towns.inDiscord(/Late: Sanghæfter.*Aalborg promised this for/s, dm);
    // Nobody is shamed in public.
    const publicly = slackMessages(sandbox, AALBORG_CHANNEL).filter((one) =>
      /Forsinket: Sanghæfter/.test(readSlack(one)),
    );
    expect(publicly).toEqual([]);
    const { id, values } = selectIn(told.components, 'commitment/new-date');
    await sandbox.discord.select('linda.petersen', told, id, [values[2] ?? '']);
    const answer = await towns.inDiscord(/C-1 is due on .* now/, dm);
    expect(readDiscord(answer)).toContain('Sanghæfter');
    const card = await towns.inSlack(/C-1 Sanghæfter/);
    expect(readSlack(card)).toMatch(/Sanghæfter/);
  });
});
