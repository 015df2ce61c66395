import type { ComponentChildren } from 'preact';
import type { Channel, PageState, Person, Space } from '../../page-api.ts';
import { Avatar } from '../widgets/avatar.tsx';

interface SlackSidebarProps {
  state: PageState;
  actor: Person;
  space: Space;
  channels: readonly Channel[];
  openId: string;
  unread(channelId: string): number;
  onOpen(channelId: string): void;
  onOpenDm(): void;
}

export function SlackSidebar(props: SlackSidebarProps) {
  const bot = props.state.people.find((person) => person.id === props.space.botUserId);
  const channels = props.channels.filter((channel) => channel.kind === 'channel');
  const dms = props.channels.filter((channel) => channel.kind === 'dm');
  const botName = bot?.name ?? 'Twinbell';
  const hasBotDm = dms.some((channel) => channel.memberIds.includes(props.space.botUserId));
  return (
    <nav class="slk-sidebar" aria-label="Slack channels">
      <p class="slk-workspace">{props.space.name}</p>
      <h3>Channels</h3>
      <ul>
        {channels.map((channel) => (
          <li key={channel.id}>
            <ChannelButton {...props} channel={channel} testId={`slack-channel-${channel.name}`}>
              <span class="slk-hash" aria-hidden="true">
                #
              </span>
              <span class="slk-channel-name" title={channel.name}>
                {channel.name}
              </span>
            </ChannelButton>
          </li>
        ))}
      </ul>
      <h3>Direct messages</h3>
      <ul>
        {dms.map((channel) => {
          const other = props.state.people.find(
            (person) => channel.memberIds.includes(person.id) && person.id !== props.actor.id,
          );
          const name = other?.name ?? channel.name;
          return (
            <li key={channel.id}>
              <ChannelButton {...props} channel={channel} testId={`slack-channel-${name}`}>
                <Avatar person={other} size={18} />
                <span class="slk-channel-name">{name}</span>
              </ChannelButton>
            </li>
          );
        })}
        {!hasBotDm && (
          <li>
            <button
              type="button"
              class="slk-channel"
              data-testid={`slack-channel-${botName}`}
              onClick={props.onOpenDm}
            >
              <Avatar person={bot} size={18} />
              <span class="slk-channel-name">{botName}</span>
            </button>
          </li>
        )}
      </ul>
    </nav>
  );
}

function ChannelButton(
  props: SlackSidebarProps & { channel: Channel; testId: string; children: ComponentChildren },
) {
  const isOpen = props.channel.id === props.openId;
  const unread = isOpen ? 0 : props.unread(props.channel.id);
  return (
    <button
      type="button"
      class={`slk-channel ${isOpen ? 'is-open' : ''} ${unread > 0 ? 'is-unread' : ''}`}
      aria-current={isOpen ? 'true' : undefined}
      data-testid={props.testId}
      onClick={() => props.onOpen(props.channel.id)}
    >
      {props.children}
      {unread > 0 && (
        <span class="slk-count">
          {unread}
          <span class="for-ears"> new</span>
        </span>
      )}
    </button>
  );
}
