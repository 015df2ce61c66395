import { choiceOf } from '../../core/meeting/quorum-choice.ts';
import { msg } from '../../core/message.ts';
import { list } from '../../core/text.ts';
import { defaultSettings, type TwinningSettings } from '../../core/twinning/settings.ts';
import type { Space } from '../../core/twinning/twinning.ts';
import { twinningName } from '../../core/twinning/twinning-name.ts';
import type { Card } from '../card.ts';
import { agreementText } from './agreement-text.ts';
import { digestWhen } from './digest-when.ts';
import { buttons } from './notice.ts';
import { type Facts, memberOrNobody, townName } from './people.ts';
import { ruleText } from './quorum-text.ts';

/** What the towns have agreed; each setting has a button that opens its own small form, filled in. */
export function settingsCard(settings: TwinningSettings, facts: Facts, space?: Space): Card {
  const { twinningId, quorum, videoLink, silenceWeeks } = settings;
  const { perTown, heads, officers } = choiceOf(quorum);
  return {
    tone: 'neutral',
    title: msg('settings.title', { name: twinningName(facts.scope) }),
    blocks: [
      { type: 'text', text: msg('settings.intro') },
      {
        type: 'fields',
        fields: [
          { label: msg('settings.field.quorum'), value: ruleText(quorum) },
          {
            label: msg('settings.field.video'),
            value:
              videoLink === undefined
                ? msg('settings.video.none')
                : msg('list.plain', { items: list([videoLink]) }),
          },
          { label: msg('settings.field.agreement'), value: agreementText(settings, facts.scope) },
          ...(space === undefined
            ? []
            : [{ label: msg('settings.field.digest'), value: digestWhen(space.digest) }]),
          {
            label: msg('settings.field.silence'),
            value: msg('settings.silence', { weeks: silenceWeeks }),
          },
        ],
      },
      buttons(
        {
          type: 'button',
          label: msg('command.twin.quorum.button'),
          style: 'secondary',
          call: {
            command: 'twin/quorum',
            twinningId,
            openForm: true,
            options: {
              municipality: String(perTown.municipality),
              citizens: String(perTown.citizens),
              youth: String(perTown.youth),
              heads: String(heads),
              officers,
            },
          },
        },
        {
          type: 'button',
          label: msg('command.twin.video.button'),
          style: 'secondary',
          call: { command: 'twin/video', twinningId, openForm: true, options: {} },
        },
        {
          type: 'button',
          label: msg('command.twin.agreement.button'),
          style: 'secondary',
          call: { command: 'twin/agreement', twinningId, openForm: true, options: {} },
        },
        ...(space === undefined
          ? []
          : [
              {
                type: 'button' as const,
                label: msg('command.twin.digest.button'),
                style: 'secondary' as const,
                call: { command: 'twin/digest' as const, twinningId, openForm: true, options: {} },
              },
            ]),
        {
          type: 'button',
          label: msg('command.twin.silence.button'),
          style: 'secondary',
          call: {
            command: 'twin/silence',
            twinningId,
            openForm: true,
            options: { weeks: String(silenceWeeks) },
          },
        },
      ),
    ],
  };
}

/** One quiet line in every space. */
export function settingsChangedCard(args: Readonly<Record<string, string>>, facts: Facts): Card {
  const settings = facts.settings ?? defaultSettings(facts.scope.twinning.id);
  const by = facts.members.find(({ id }) => id === args.memberId);
  const who = { name: memberOrNobody(facts, args.memberId), town: townName(facts, by?.townId ?? '') };
  const { videoLink, silenceWeeks } = settings;
  if (args.what === 'silence') {
    const text = msg('settings-changed.silence', {
      ...who,
      rule: msg('settings.silence', { weeks: silenceWeeks }),
    });
    return { tone: 'neutral', blocks: [{ type: 'text', small: true, text }] };
  }
  const text =
    args.what === 'quorum'
      ? msg('settings-changed.quorum', { ...who, rule: ruleText(settings.quorum) })
      : args.what === 'agreement'
        ? msg('settings-changed.agreement', { ...who, agreement: agreementText(settings, facts.scope) })
        : videoLink === undefined
          ? msg('settings-changed.video-removed', who)
          : msg('settings-changed.video', { ...who, link: videoLink });
  return { tone: 'neutral', blocks: [{ type: 'text', small: true, text }] };
}
