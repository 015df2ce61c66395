import { lengthOf, objectOf, textOf } from '../json.ts';
import type { Json, JsonObject } from '../page-api.ts';
import type { ScheduledEventRecord } from '../world-data.ts';
import { guildFor } from './directory-routes.ts';
import { bodyOf, type RestCall, type RestRoute } from './discord-context.ts';
import { FormErrors, refuse } from './discord-refusal.ts';

const OPEN_AT_MOST = 100;
const SCHEDULED_EVENTS_INTENT = 1 << 16;
const COMPLETED = 3;
const CANCELED = 4;
/** Which status may follow which: scheduled to active or cancelled, active to completed. */
const FOLLOWS: { [status: number]: readonly Json[] } = { 1: [2, CANCELED], 2: [COMPLETED] };

function checkEvent(call: RestCall, event: JsonObject, isNew: boolean): void {
  const errors = new FormErrors();
  errors.between(['name'], lengthOf(event.name), 1, 100);
  errors.max(['description'], lengthOf(event.description), 1000);
  if (event.privacy_level !== 2)
    errors.add(['privacy_level'], 'BASE_TYPE_CHOICES', 'Value must be one of (2,).');
  const start = Date.parse(textOf(event.scheduled_start_time));
  const end = Date.parse(textOf(event.scheduled_end_time));
  errors.required(['scheduled_start_time'], Number.isFinite(start));
  if (isNew && start <= call.context.world.nowMs()) {
    errors.add(
      ['scheduled_start_time'],
      'GUILD_SCHEDULED_EVENT_SCHEDULE_PAST',
      'Cannot schedule event in the past.',
    );
  }
  if (event.entity_type === 3) {
    const location = textOf(objectOf(event.entity_metadata).location);
    errors.between(['entity_metadata', 'location'], lengthOf(location), 1, 100);
    errors.required(['scheduled_end_time'], Number.isFinite(end));
    if (event.channel_id)
      errors.add(['channel_id'], 'BASE_TYPE_BAD_TYPE', 'An external event has no channel');
  } else if (event.entity_type !== 1 && event.entity_type !== 2) {
    errors.add(['entity_type'], 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2, 3}.');
  } else errors.required(['channel_id'], textOf(event.channel_id) !== '');
  if (Number.isFinite(end) && end <= start) {
    errors.add(
      ['scheduled_end_time'],
      'GUILD_SCHEDULED_EVENT_SCHEDULE_INVALID',
      'Cannot end before it starts.',
    );
  }
  errors.throwIfAny();
}

function eventFor(call: RestCall): ScheduledEventRecord {
  const guild = guildFor(call);
  const found = call.context.world.data.scheduledEvents.find(
    (one) => one.guildId === guild.id && one.id === call.ids[1],
  );
  return found ?? refuse('unknownEvent');
}

const tell = (call: RestCall, type: string, event: JsonObject) => {
  call.context.world.changed();
  call.context.gateway.dispatch(type, event, SCHEDULED_EVENTS_INTENT);
};

export const eventRoutes: { [route: string]: RestRoute } = {
  'GET /guilds/{}/scheduled-events': (call) => {
    const guild = guildFor(call);
    const all = call.context.world.data.scheduledEvents.filter((one) => one.guildId === guild.id);
    return { status: 200, json: all.map((one) => one.event) };
  },

  'POST /guilds/{}/scheduled-events': (call) => {
    const guild = guildFor(call);
    const { world } = call.context;
    const given = bodyOf(call);
    checkEvent(call, given, true);
    const open = world.data.scheduledEvents.filter((one) => one.guildId === guild.id);
    if (open.length >= OPEN_AT_MOST) {
      refuse('tooManyEvents');
    }
    const id = world.ids.snowflake();
    const event: JsonObject = {
      id,
      guild_id: guild.id,
      channel_id: given.channel_id ?? null,
      creator_id: world.data.discordApplicationId,
      name: given.name ?? '',
      description: given.description ?? null,
      scheduled_start_time: given.scheduled_start_time ?? null,
      scheduled_end_time: given.scheduled_end_time ?? null,
      privacy_level: 2,
      status: 1,
      entity_type: given.entity_type ?? 3,
      entity_id: null,
      entity_metadata: given.entity_metadata ?? null,
      user_count: 0,
      image: null,
      recurrence_rule: null,
      guild_scheduled_event_exceptions: [],
    };
    world.data.scheduledEvents.push({ id, guildId: guild.id, event });
    tell(call, 'GUILD_SCHEDULED_EVENT_CREATE', event);
    return { status: 200, json: event };
  },

  'GET /guilds/{}/scheduled-events/{}': (call) => ({ status: 200, json: eventFor(call).event }),

  'PATCH /guilds/{}/scheduled-events/{}': (call) => {
    const record = eventFor(call);
    const given = bodyOf(call);
    const changed = { ...record.event, ...given };
    const before = Number(record.event.status);
    if (
      typeof given.status === 'number' &&
      given.status !== before &&
      !FOLLOWS[before]?.includes(given.status)
    ) {
      const errors = new FormErrors();
      errors.add(['status'], 'GUILD_SCHEDULED_EVENT_INVALID_STATUS', 'Invalid status transition');
      errors.throwIfAny();
    }
    checkEvent(call, changed, false);
    record.event = changed;
    const isOver = changed.status === COMPLETED || changed.status === CANCELED;
    if (isOver) {
      const list = call.context.world.data.scheduledEvents;
      list.splice(list.indexOf(record), 1);
    }
    tell(call, 'GUILD_SCHEDULED_EVENT_UPDATE', changed);
    return { status: 200, json: changed };
  },

  'DELETE /guilds/{}/scheduled-events/{}': (call) => {
    const record = eventFor(call);
    const list = call.context.world.data.scheduledEvents;
    list.splice(list.indexOf(record), 1);
    tell(call, 'GUILD_SCHEDULED_EVENT_DELETE', record.event);
    return { status: 204 };
  },
};
