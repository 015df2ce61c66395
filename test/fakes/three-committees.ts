import type { Actor, Deps } from '../../src/core/acting.ts';
import { invite } from '../../src/core/twinning/invite.ts';
import { joinTwinning } from '../../src/core/twinning/join-twinning.ts';
import { startTwinning } from '../../src/core/twinning/start-twinning.ts';

/** Three towns, a person of each, through the real use cases on any store. They can be made many times in one. */
export async function threeCommittees(deps: Deps): Promise<readonly [Actor, Actor, Actor]> {
  // Channels and people are new each time.
  const mark = deps.world.newId('drf').slice(4).toUpperCase();
  const at = (number: number) => ({
    channel: { platform: 'slack', tenantId: `T${mark}`, channelId: `C${number}` } as const,
    account: { platform: 'slack', tenantId: `T${mark}`, userId: `U${number}` } as const,
  });
  const town = (name: string) =>
    ({ name, country: 'DK', timeZone: 'Europe/Copenhagen', language: 'da' }) as const;
  const started = await startTwinning(deps, {
    town: town('Aalborg'),
    ...at(1),
    profile: { displayName: 'Mette' },
  });
  const scopeNow = async () => {
    const scope = await deps.database.twinnings.scope(started.twinning.id);
    if (scope === undefined) throw new Error('the twinning is gone');
    return scope;
  };
  const founder: Actor = { scope: await scopeNow(), town: started.town, member: started.member };
  const others: Actor[] = [];
  for (const [index, [name, displayName]] of [
    ['Solvang', 'Linda'],
    ['Antibes', 'Camille'],
  ].entries()) {
    const { code } = await invite(deps, founder, { for: 'partner', audience: 'committee' });
    others.push(
      await joinTwinning(deps, {
        code,
        town: town(name ?? ''),
        ...at(index + 2),
        profile: { displayName: displayName ?? '' },
      }),
    );
  }
  const scope = await scopeNow();
  const [second, third] = others;
  if (second === undefined || third === undefined) throw new Error('nobody joined');
  return [
    { ...founder, scope },
    { ...second, scope },
    { ...third, scope },
  ];
}
