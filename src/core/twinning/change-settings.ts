import { type Actor, audit, type Deps, post, refresh } from '../acting.ts';
import { refusal } from '../domain-error.ts';
import type { QuorumRule } from '../meeting/quorum.ts';
import { planSilence } from '../reminder/notice-silence.ts';
import { planRenewal } from '../review/plan-renewal.ts';
import type { LocalDate } from '../time/instant.ts';
import type { TwinningSettings } from './settings.ts';

const LONGEST_LINK = 300;

/** What the towns signed, and how often they look at it. What is not given is not known (any more). */
export interface AgreementChange {
  readonly reviewMonths: number;
  readonly signedOn?: LocalDate;
  readonly agreement?: string;
}

/** What is changed; an empty video link takes it away. */
export interface SettingsChange {
  readonly quorum?: QuorumRule;
  readonly videoLink?: string;
  readonly agreement?: AgreementChange;
  readonly silenceWeeks?: number;
}

const FEWEST_MONTHS = 3;
const MOST_MONTHS = 60;

/** Changes what is given. Every space of every town is told in one line, and open polls count by the new rule. */
export async function changeSettings(
  { database, world }: Deps,
  actor: Actor,
  change: SettingsChange,
): Promise<TwinningSettings> {
  const now = world.now();
  const { quorum, videoLink, agreement, silenceWeeks } = change;
  const { twinning, spaces } = actor.scope;
  const link = videoLink === undefined ? undefined : cleanLink(videoLink);
  return await database.transaction(async (tx) => {
    const { videoLink: before, ...others } = await tx.settings.lockSettings(twinning.id);
    const rest = agreement === undefined ? others : withAgreement(others, agreement);
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
      what: changedSetting(change),
    });
    if (quorum !== undefined) {
      for (const { id } of await tx.meetings.meetingsOf(twinning.id, ['polling', 'undecided'], 100))
        await refresh(tx, { type: 'meeting', id }, ['poll', 'poll-undecided', 'poll-stuck']);
    }
    if (agreement !== undefined) await planRenewal(tx, world, now, actor.scope, settings);
    if (silenceWeeks !== undefined) await planSilence(tx, world, now, actor.scope);
    if (link !== undefined) {
      for (const { id } of await tx.meetings.meetingsOf(twinning.id, ['confirmed'], 100))
        await refresh(tx, { type: 'meeting', id }, ['event']);
    }
    return settings;
  });
}

/** The one that was changed, as the announcement calls it. */
function changedSetting({ quorum, agreement, silenceWeeks }: SettingsChange): string {
  if (quorum !== undefined) return 'quorum';
  if (agreement !== undefined) return 'agreement';
  return silenceWeeks === undefined ? 'video' : 'silence';
}

function withAgreement<T extends TwinningSettings>(settings: T, changed: AgreementChange): T {
  const { reviewMonths } = changed;
  if (reviewMonths < FEWEST_MONTHS || reviewMonths > MOST_MONTHS)
    throw refusal('error.settings.months', { fewest: FEWEST_MONTHS, most: MOST_MONTHS }).of('months');
  const { signedOn: _, agreement: __, ...rest } = settings;
  return { ...rest, ...changed } as T;
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
