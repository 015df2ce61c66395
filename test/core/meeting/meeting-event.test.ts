import { describe, expect, it } from 'vitest';
import { cancelMeeting, confirmMeeting } from '../../../src/core/meeting/decide-meeting.ts';
import { eventSpaces } from '../../../src/core/meeting/meeting-event.ts';
import { pollSlots } from '../../../src/core/meeting/publish-poll.ts';
import { atTimeOfDay } from '../../../src/core/time/resolve-wall.ts';
import { changeSettings } from '../../../src/core/twinning/change-settings.ts';
import type { Space } from '../../../src/core/twinning/twinning.ts';
import { type Committees, sisterCommittees } from '../../fakes/sister-committees.ts';

const space = (id: string, more: Partial<Space>): Space => ({
  id: `spc_${id}`,
  twinningId: 'twn_1',
  townId: 'town_1',
  platform: 'discord',
  tenantId: 'G1',
  channelId: id,
  audience: 'committee',
  language: 'en',
  boundAt: 1,
  ...more,
});
const chosen = (...spaces: Space[]) => eventSpaces(spaces).map(({ id }) => id);

describe('where an event is made', () => {
  it('is once in each server, and nowhere on Slack', () => {
    const [a, b] = [space('a', {}), space('b', { boundAt: 2 })];
    const other = space('other', { tenantId: 'G2', boundAt: 9 });
    const slack = space('slack', { platform: 'slack', tenantId: 'G3' });
    expect(chosen(b, slack, a, other)).toEqual(['spc_a', 'spc_other']);
  });

  it('prefers the committee’s channel to the youth’s, whichever was first', () => {
    const youth = space('y', { audience: 'youth' });
    const committee = space('c', { boundAt: 2 });
    expect(chosen(youth, committee)).toEqual(['spc_c']);
    expect(chosen(youth)).toEqual(['spc_y']);
  });
});

describe('the event of a meeting', () => {
  const fixed = async () => {
    const committees = await sisterCommittees({ repeatWork: true });
    const slots = [atTimeOfDay('2026-11-20', '18:00', 'Europe/Copenhagen')];
    const proposal = { title: 'Youth Games 2027', lengthMinutes: 60, participantIds: [], slots };
    const { id } = await pollSlots(committees.deps, committees.mette, proposal);
    return { committees, about: { type: 'meeting', id } as const };
  };
  const events = async ({ database }: Committees, about: Awaited<ReturnType<typeof fixed>>['about']) =>
    (await database.postings.postingsAbout(about)).filter(({ view }) => view === 'event');

  it('is wanted when the time is fixed, not before, and follows a cancellation', async () => {
    const { committees, about } = await fixed();
    expect(await events(committees, about)).toEqual([]);
    await confirmMeeting(committees.deps, committees.mette, { number: 1, slot: 1 });
    const committee = committees.linda.scope.spaces.find(
      ({ platform, audience }) => platform === 'discord' && audience === 'committee',
    );
    expect(await events(committees, about)).toMatchObject([{ spaceId: committee?.id, wantedVersion: 1 }]);
    await cancelMeeting(committees.deps, committees.mette, { number: 1 });
    expect(await events(committees, about)).toMatchObject([{ wantedVersion: 2 }]);
  });

  it('follows the video link', async () => {
    const { committees, about } = await fixed();
    await confirmMeeting(committees.deps, committees.mette, { number: 1, slot: 1 });
    await changeSettings(committees.deps, committees.mette, { videoLink: 'https://meet.example.org/t' });
    expect(await events(committees, about)).toMatchObject([{ wantedVersion: 2 }]);
  });
});
