import { type Actor, audit, type Deps, post, refresh } from '../acting.ts';
import { refusal } from '../domain-error.ts';
import type { QuorumRule } from '../meeting/quorum.ts';
import { planSilence } from '../reminder/notice-silence.ts';
import type { TwinningSettings } from './settings.ts';

const LONGEST_LINK = 300;

/** What is changed; an empty video link takes it away. */
export interface SettingsChange {
  readonly quorum?: QuorumRule;
  readonly videoLink?: string;
  readonly silenceWeeks?: number;
}

/** Changes what is given. Every space of every town is told in one line, and open polls count by the new rule. */
export async function changeSettings(
  { database, world }: Deps,
  actor: Actor,
  { quorum, videoLink, silenceWeeks }: SettingsChange,
): Promise<TwinningSettings> {
  const now = world.now();
  const { twinning, spaces } = actor.scope;
  const link = videoLink === undefined ? undefined : cleanLink(videoLink);
  return await database.transaction(async (tx) => {
    const { videoLink: before, ...rest } = await tx.settings.lockSettings(twinning.id);
    const kept = link ?? before ?? '';
    const settings: TwinningSettings = {
      ...rest,
      ...(quorum === undefined ? {} : { quorum }),
      ...(silenceWeeks === undefined ? {} : { silenceWeeks }),
      ...(kept === '' ? {} : { videoLink: kept }),
    };
    await tx.settings.saveSettings(settings);
    await audit(tx, world, now, actor, 'twin/settings', twinning.id);
    await post(tx, world, now, spaces, { type: 'twinning', id: twinning.id }, 'settings-changed', {
      memberId: actor.member.id,
      what: quorum !== undefined ? 'quorum' : silenceWeeks !== undefined ? 'silence' : 'video',
    });
    if (quorum !== undefined) {
      for (const { id } of await tx.meetings.meetingsOf(twinning.id, ['polling', 'undecided'], 100))
        await refresh(tx, { type: 'meeting', id }, ['poll', 'poll-undecided', 'poll-stuck']);
    }
    if (silenceWeeks !== undefined) await planSilence(tx, world, now, actor.scope);
    if (link !== undefined) {
      for (const { id } of await tx.meetings.meetingsOf(twinning.id, ['confirmed'], 100))
        await refresh(tx, { type: 'meeting', id }, ['event']);
    }
    return settings;
  });
}

/** An https address as it can be shown to everybody, or nothing. @throws DomainError */
function cleanLink(typed: string): string {
  const text = typed.trim();
  if (text === '') return '';
  const url = /^https:\/\/[^\s<>"`|*]+$/.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  const own = url?.username === '' && url.password === '' && url.hostname.includes('.');
  if (url === undefined || !own || url.href.length > LONGEST_LINK)
    throw refusal('error.settings.link', { example: 'https://meet.example.org/twinning' }).of('link');
  return url.href;
}
