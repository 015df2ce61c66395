import type { AwaySpan } from '../../core/availability/away.ts';
import type { Member } from '../../core/committee/member.ts';
import { msg } from '../../core/message.ts';
import { list, type Param } from '../../core/text.ts';
import { DEFAULT_WEEKLY_HOURS, formatWeeklyHours } from '../../core/time/weekly-hours.ts';
import type { Town } from '../../core/twinning/twinning.ts';
import type { Reader } from '../call.ts';
import type { Card } from '../card.ts';
import { awayLines } from './availability-card.ts';
import { buttons, commandButton } from './notice.ts';

const plain = (item: Param) => msg('list.plain', { items: list([item]) });

/** All that is known of a person, to that person. */
export function profileCard(member: Member, town: Town, reader: Reader, away: readonly AwaySpan[]): Card {
  return {
    tone: 'neutral',
    title: msg('profile.title', { name: member.displayName }),
    blocks: [
      {
        type: 'fields',
        fields: [
          { label: msg('profile.field.town'), value: plain(town.name) },
          {
            label: msg('profile.field.represents'),
            value: msg(`choice.group.${member.represents ?? 'unknown'}`),
          },
          {
            label: msg('profile.field.language'),
            value: plain({ type: 'language', language: reader.language }),
          },
          { label: msg('profile.field.timezone'), value: plain(reader.timeZone) },
          {
            label: msg('profile.field.hours'),
            value: plain(formatWeeklyHours(member.weeklyHours ?? DEFAULT_WEEKLY_HOURS, reader.language)),
          },
          ...(away.length === 0 ? [] : [{ label: msg('profile.field.away'), value: awayLines(away) }]),
        ],
      },
      buttons(
        commandButton(msg('command.profile.language.button'), 'profile/language'),
        commandButton(msg('command.profile.timezone.button'), 'profile/timezone'),
        commandButton(msg('command.availability.set.button'), 'availability/set'),
      ),
    ],
  };
}
