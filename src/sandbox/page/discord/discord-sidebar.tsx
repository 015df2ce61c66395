import type { ComponentChildren } from 'preact';
import type { Channel, PageState, Person, Space } from '../../page-api.ts';
import { Avatar } from '../widgets/avatar.tsx';
import { ServerEvents } from './server-events.tsx';

interface DiscordSidebarProps {
  state: PageState;
  actor: Person;
  spaces: readonly Space[];
  space: Space;
  channels: readonly Channel[];
  openId: string;
  unread(channelId: string): number;
  onOpen(channelId: string): void;
  onOpenDm(): void;
}

export function DiscordSidebar(props: DiscordSidebarProps) {
  const { state, actor, space } = props;
  const bot = state.people.find((person) => person.id === space.botUserId);
  const botName = bot?.name ?? 'Twinbell';
  const channels = props.channels.filter((channel) => channel.kind === 'channel');
  const dms = props.channels.filter((channel) => channel.kind === 'dm');
  const hasBotDm = dms.some((channel) => channel.memberIds.includes(space.botUserId));
  return (
    <>
      <div class="dsc-rail" aria-hidden="true">
        {props.spaces.map((each) => (
          <span key={each.id} class={`dsc-server ${each.id === space.id ? 'is-open' : ''}`} title={each.name}>
            {initialsOf(each.name)}
          </span>
        ))}
      </div>
      <nav class="dsc-sidebar" aria-label="Discord channels">
        <p class="dsc-server-name">{space.name}</p>
        <ServerEvents state={state} space={space} />
        <h3>Text channels</h3>
        <ul>
          {channels.map((channel) => (
            <li key={channel.id}>
              <ChannelButton {...props} channel={channel} testId={`discord-channel-${channel.name}`}>
                <span class="dsc-hash" aria-hidden="true">
                  #
                </span>
                <span class="dsc-channel-name" title={channel.name}>
                  {channel.name}
                </span>
              </ChannelButton>
            </li>
          ))}
        </ul>
        <h3>Direct messages</h3>
        <ul>
          {dms.map((channel) => {
            const other = state.people.find(
              (person) => channel.memberIds.includes(person.id) && person.id !== actor.id,
            );
            const name = other?.name ?? channel.name;
            return (
              <li key={channel.id}>
                <ChannelButton {...props} channel={channel} testId={`discord-channel-${name}`}>
                  <Avatar person={other} size={20} />
                  <span class="dsc-channel-name">{name}</span>
                </ChannelButton>
              </li>
            );
          })}
          {!hasBotDm && (
            <li>
              <button
                type="button"
                class="dsc-channel"
                data-testid={`discord-channel-${botName}`}
                onClick={props.onOpenDm}
              >
                <Avatar person={bot} size={20} />
                <span class="dsc-channel-name">{botName}</span>
              </button>
            </li>
          )}
        </ul>
      </nav>
    </>
  );
}

function initialsOf(name: string): string {
  return name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .join('')
    .slice(0, 3);
}

function ChannelButton(
  props: DiscordSidebarProps & { channel: Channel; testId: string; children: ComponentChildren },
) {
  const isOpen = props.channel.id === props.openId;
  const unread = isOpen ? 0 : props.unread(props.channel.id);
  return (
    <button
      type="button"
      class={`dsc-channel ${isOpen ? 'is-open' : ''} ${unread > 0 ? 'is-unread' : ''}`}
      aria-current={isOpen ? 'true' : undefined}
      data-testid={props.testId}
      onClick={() => props.onOpen(props.channel.id)}
    >
      {props.children}
      {unread > 0 && (
        <span class="dsc-count">
          {unread}
          <span class="for-ears"> new</span>
        </span>
      )}
    </button>
  );
}
