import { groups } from '../../core/committee/member.ts';
import type { OfficeRule, QuorumRule } from '../../core/meeting/quorum.ts';
import { defaultSettings, type TwinningSettings } from '../../core/twinning/settings.ts';
import type { SettingsStore } from '../../core/twinning/settings-store.ts';
import type { Id } from '../../core/world.ts';
import type { Prisma } from './generated/client.ts';
import { type Client, withoutNulls } from './row.ts';

export function prismaSettingsStore(client: Client): SettingsStore {
  async function settings(twinningId: Id<'twn'>): Promise<TwinningSettings> {
    const row = await client.twinningSettings.findUnique({ where: { twinningId } });
    if (row === null) return defaultSettings(twinningId);
    const { videoLink, reviewMonths, signedOn, agreement, silenceWeeks } = row;
    const stored = withoutNulls({ videoLink, reviewMonths, signedOn, agreement, silenceWeeks });
    return {
      ...defaultSettings(twinningId),
      ...stored,
      ...(row.quorum === null ? {} : { quorum: readRule(row.quorum) }),
    };
  }
  return {
    settings,
    async lockSettings(twinningId) {
      // The twinning's row, because there may be none of the settings yet. NO KEY: others may refer to it.
      await client.$queryRaw`SELECT 1 FROM twinning WHERE id = ${twinningId} FOR NO KEY UPDATE`;
      return settings(twinningId);
    },
    async saveSettings({ twinningId, quorum, videoLink, reviewMonths, signedOn, agreement, silenceWeeks }) {
      const columns = {
        quorum: ruleColumn(quorum),
        videoLink: videoLink ?? null,
        reviewMonths,
        signedOn: signedOn ?? null,
        agreement: agreement ?? null,
        silenceWeeks,
      };
      await client.twinningSettings.upsert({
        where: { twinningId },
        create: { twinningId, ...columns },
        update: columns,
      });
    },
  };
}

function ruleColumn({ perTown, minimum, offices }: QuorumRule): Prisma.InputJsonObject {
  return {
    perTown: { ...perTown },
    ...(minimum === undefined ? {} : { minimum }),
    ...(offices === undefined
      ? {}
      : { offices: offices.map(({ anyOf, atLeast }) => ({ anyOf: [...anyOf], atLeast })) }),
  };
}

function readRule(json: Prisma.JsonValue): QuorumRule {
  const rule = object(json);
  const perTown = object(rule.perTown);
  return {
    perTown: Object.fromEntries(
      groups.flatMap((group) => {
        const heads = perTown[group];
        return typeof heads === 'number' ? [[group, heads]] : [];
      }),
    ),
    ...(typeof rule.minimum === 'number' ? { minimum: rule.minimum } : {}),
    ...(Array.isArray(rule.offices) ? { offices: rule.offices.map(readOfficeRule) } : {}),
  };
}

function readOfficeRule(json: Prisma.JsonValue): OfficeRule {
  const { anyOf, atLeast } = object(json);
  if (!Array.isArray(anyOf) || typeof atLeast !== 'number')
    throw new Error('the database holds a rule about offices that is none');
  return { anyOf: anyOf.filter((office) => typeof office === 'string'), atLeast };
}

function object(json: Prisma.JsonValue | undefined): Prisma.JsonObject {
  if (json === null || typeof json !== 'object' || Array.isArray(json))
    throw new Error('the database holds a quorum rule that is none');
  return json;
}
