import type { JsonObject, Outcome } from '../page-api.ts';
import type { ChannelRecord, PersonRecord, SpaceRecord } from '../world-data.ts';
import type { DeliveryResult, SlackDelivery } from './delivery.ts';
import type { SlackContext } from './slack-context.ts';

/** What people's acts need beside the servers' own context. */
export interface ActContext extends SlackContext {
  delivery: SlackDelivery;
}

/** Why a person's act came to nothing; `error` is what Slack or the sandbox calls it. */
export class ActRefused extends Error {
  readonly error: string;

  constructor(error: string, message: string) {
    super(message);
    this.error = error;
  }
}

export interface Actor {
  person: PersonRecord;
  space: SpaceRecord;
}

export function actorOf(context: SlackContext, key: string): Actor {
  const person = context.world.findPerson(key, 'slack');
  const space = context.world.space(person?.spaceIds[0]);
  if (!person || !space || person.isBot) throw new ActRefused('unknown_person', `Nobody on Slack is ${key}`);
  if (person.isDeactivated)
    throw new ActRefused('account_inactive', `${person.name}'s account is deactivated`);
  return { person, space };
}

export function placeOf(context: SlackContext, actor: Actor, key: string): ChannelRecord {
  const channel = context.world.findChannel(key, 'slack');
  if (!channel || channel.spaceId !== actor.space.id) {
    throw new ActRefused('unknown_channel', `${actor.person.name} has no channel ${key}`);
  }
  if (!channel.memberIds.includes(actor.person.id)) {
    throw new ActRefused('not_in_channel', `${actor.person.name} is not in ${key}`);
  }
  return channel;
}

export function outcomeOf(result: DeliveryResult): Outcome {
  if (result.ok) return { ok: true };
  const words = {
    operation_timeout: 'The app did not acknowledge in time.',
    dispatch_failed: 'Slack could not reach the app.',
    http_error: `The app answered with status ${result.status}.`,
    not_connected: 'The app is not connected to Slack.',
  };
  return { ok: false, error: result.error, message: words[result.error] };
}

/** Fields that every interaction carries. */
export function interactionFrame(context: SlackContext, actor: Actor, type: string): JsonObject {
  return {
    type,
    user: {
      id: actor.person.id,
      username: actor.person.username,
      name: actor.person.username,
      team_id: actor.space.id,
    },
    api_app_id: context.world.data.slackAppId,
    token: context.world.data.secrets.slackVerificationToken,
    team: { id: actor.space.id, domain: actor.space.slack?.domain ?? '' },
    enterprise: null,
    is_enterprise_install: false,
  };
}
