import { type Group, groups } from '../committee/member.ts';
import type { Attendance } from './meeting-record.ts';

export interface GroupParticipation {
  /** Undefined: those who have not said whom they represent. */
  readonly group: Group | undefined;
  /** Over all meetings: how often somebody of the group was there, and how often somebody was asked to come. */
  readonly present: number;
  readonly convened: number;
  /** In how many of the meetings anybody of the group was there. */
  readonly meetings: number;
}

export interface TownParticipation {
  readonly townId: string;
  readonly groups: readonly GroupParticipation[];
}

const ORDER: readonly (Group | undefined)[] = [...groups, undefined];

/** Who took part, by town and group. Everybody counts as the town and group they stood for at that meeting. */
export function participation(
  townIds: readonly string[],
  attendances: readonly Pick<Attendance, 'people'>[],
): TownParticipation[] {
  return townIds.map((townId) => ({
    townId,
    groups: ORDER.flatMap((group): GroupParticipation[] => {
      const byMeeting = attendances.map(({ people }) =>
        people.filter((person) => person.townId === townId && person.group === group),
      );
      const convened = byMeeting.flat().length;
      if (convened === 0) return [];
      const there = byMeeting.map((people) => people.filter(({ present }) => present).length);
      return [
        {
          group,
          convened,
          present: there.reduce((sum, count) => sum + count, 0),
          meetings: there.filter((count) => count > 0).length,
        },
      ];
    }),
  }));
}
