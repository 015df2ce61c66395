import type { DiscordMessage, DiscordModal } from '../../page-api.ts';
import { channelsFor, readerFor, visibleMessages } from '../page-reading.ts';
import { humansOf, type PaneProps, useReport } from '../sandbox-context.ts';
import { sendPost } from '../send-post.ts';
import { ReaderContext } from '../text/reader.ts';
import { ActorBar } from '../widgets/actor-bar.tsx';
import { MessageList } from '../widgets/message-list.tsx';
import { DiscordComposer } from './discord-composer.tsx';
import { DiscordMessageView } from './discord-message.tsx';
import { DiscordModalView } from './discord-modal.tsx';
import { DiscordSidebar } from './discord-sidebar.tsx';
import { useDiscordCommands } from './use-discord-commands.ts';

export function DiscordPane(props: PaneProps) {
  const { state, actor, space, readMarks } = props;
  const report = useReport();
  const { leaves, menu } = useDiscordCommands(space.id, state.discordCommandsRevision, actor.locale);
  const channels = channelsFor(state, actor, space);
  const channel = channels.find((each) => each.id === props.channelId) ?? channels[0];
  const modal = state.modals
    .filter((each): each is DiscordModal => each.platform === 'discord' && each.personId === actor.id)
    .at(-1);
  const members = humansOf(state, 'discord').filter((person) => person.spaceIds.includes(space.id));
  const textChannels = channels.filter((each) => each.kind === 'channel');
  const people = members.map((person) => ({ value: person.id, label: person.name }));
  const channelChoices = textChannels.map((each) => ({ value: each.id, label: `#${each.name}` }));
  const bot = state.people.find((person) => person.id === space.botUserId);
  const isDm = channel?.kind === 'dm';
  const title = isDm ? (bot?.name ?? channel?.name ?? '') : (channel?.name ?? '');
  const openDm = async () => {
    const answer = await sendPost('/api/discord/dm', { userId: actor.id });
    if (answer.ok) props.onChannel(answer.channelId);
    else report(answer.message);
  };
  return (
    <ReaderContext.Provider value={readerFor(state, actor, props.nowMs)}>
      <section class="pane dsc" aria-label="Discord">
        <ActorBar
          platformName="Discord"
          testId="discord-person"
          spaces={state.spaces.filter((each) => each.platform === 'discord')}
          space={space}
          people={humansOf(state, 'discord')}
          actor={actor}
          isConnected={state.connections.discord !== 'none'}
          connection={state.connections.discord === 'none' ? 'waiting for the bot' : 'bot connected'}
          unreadByPerson={props.unreadByPerson}
          onActor={props.onActor}
        />
        <div class="pane-columns">
          <DiscordSidebar
            state={state}
            actor={actor}
            spaces={state.spaces.filter(
              (each) => each.platform === 'discord' && actor.spaceIds.includes(each.id),
            )}
            space={space}
            channels={channels}
            openId={channel?.id ?? ''}
            unread={(channelId) => readMarks.unread(actor.id, channelId)}
            onOpen={props.onChannel}
            onOpenDm={() => void openDm()}
          />
          <div class="dsc-main">
            {channel === undefined ? (
              <p class="pane-empty">{actor.name} is in no channel.</p>
            ) : (
              <>
                <header class="dsc-channel-head">
                  <h3>
                    <span class="dsc-hash" aria-hidden="true">
                      {isDm ? '@' : '#'}
                    </span>
                    {title}
                  </h3>
                  <p>{channel.topic}</p>
                </header>
                <MessageList
                  key={`${actor.id}/${channel.id}`}
                  testId="discord-messages"
                  label={`Messages in ${title}`}
                  messages={visibleMessages(state, channel.id, actor.id).filter(
                    (message): message is DiscordMessage => message.platform === 'discord',
                  )}
                  firstUnread={readMarks.firstUnread(actor.id, channel.id)}
                  intro={
                    <div class="dsc-intro">
                      <p class="dsc-intro-title">{isDm ? title : `Welcome to #${title}!`}</p>
                      <p>{isDm ? `This is the beginning of your messages with ${title}.` : channel.topic}</p>
                    </div>
                  }
                  onSeen={() => readMarks.markRead(actor.id, channel.id)}
                  draw={(message, isContinued, isNew) => (
                    <DiscordMessageView
                      state={state}
                      actor={actor}
                      message={message}
                      menu={menu}
                      people={people}
                      channels={channelChoices}
                      isContinued={isContinued}
                      isNew={isNew}
                      onDismiss={() =>
                        void sendPost('/api/dismiss', {
                          userId: actor.id,
                          channelId: channel.id,
                          messageId: message.id,
                        })
                      }
                    />
                  )}
                />
                <DiscordComposer
                  state={state}
                  actor={actor}
                  channel={channel}
                  leaves={leaves}
                  directory={{ people: members, channels: textChannels }}
                  draft={props.draft}
                  placeholder={`Message ${isDm ? '@' : '#'}${title}`}
                />
              </>
            )}
          </div>
        </div>
        {modal !== undefined && (
          <DiscordModalView
            key={modal.modalId}
            state={state}
            actor={actor}
            modal={modal}
            people={people}
            channels={channelChoices}
          />
        )}
      </section>
    </ReaderContext.Provider>
  );
}
