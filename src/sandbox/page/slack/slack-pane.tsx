import { useState } from 'preact/hooks';
import type { SlackMessage, SlackModal } from '../../page-api.ts';
import { channelsFor, readerFor, visibleMessages } from '../page-reading.ts';
import { humansOf, type PaneProps, useReport } from '../sandbox-context.ts';
import { sendPost } from '../send-post.ts';
import { ReaderContext } from '../text/reader.ts';
import { ActorBar } from '../widgets/actor-bar.tsx';
import { AskFrame } from '../widgets/ask.tsx';
import { MessageList } from '../widgets/message-list.tsx';
import type { Changes } from './element-values.ts';
import { SlackComposer } from './slack-composer.tsx';
import { SlackHomeView } from './slack-home.tsx';
import { SlackMessageView } from './slack-message.tsx';
import { SlackModalView } from './slack-modal.tsx';
import { SlackSidebar } from './slack-sidebar.tsx';
import { Mrkdwn } from './text-object.tsx';

const NOTHING: Changes = new Map();

export function SlackPane(props: PaneProps) {
  const { state, actor, space, readMarks } = props;
  const report = useReport();
  const [changesByView, setChangesByView] = useState<ReadonlyMap<string, Changes>>(new Map());
  const [tab, setTab] = useState<'messages' | 'home'>('messages');
  const channels = channelsFor(state, actor, space);
  const channel = channels.find((each) => each.id === props.channelId) ?? channels[0];
  const stack = state.modals.filter(
    (modal): modal is SlackModal => modal.platform === 'slack' && modal.personId === actor.id,
  );
  const modal = stack.at(-1);
  const bot = state.people.find((person) => person.id === space.botUserId);
  const isBotDm = channel?.kind === 'dm' && channel.memberIds.includes(space.botUserId);
  const isHome = isBotDm && tab === 'home';
  const openDm = async () => {
    const answer = await sendPost('/api/slack/dm', { userId: actor.id });
    if (answer.ok) props.onChannel(answer.channelId);
    else report(answer.message);
  };
  const openHome = async () => {
    setTab('home');
    const answer = await sendPost('/api/slack/home', { userId: actor.id });
    if (!answer.ok) report(answer.message);
  };
  const inviteBot = async () => {
    if (channel === undefined) return;
    const answer = await sendPost('/api/slack/invite-bot', { userId: actor.id, channelId: channel.id });
    if (!answer.ok) report(answer.message);
  };
  return (
    <ReaderContext.Provider value={readerFor(state, actor, props.nowMs)}>
      <section class="pane slk" aria-label="Slack">
        <AskFrame>
          <ActorBar
            platformName="Slack"
            testId="slack-person"
            spaces={state.spaces.filter((each) => each.platform === 'slack')}
            space={space}
            people={humansOf(state, 'slack')}
            actor={actor}
            isConnected={state.connections.slack !== 'none'}
            connection={state.connections.slack === 'none' ? 'waiting for the bot' : 'bot connected'}
            unreadByPerson={props.unreadByPerson}
            onActor={props.onActor}
          />
          <div class="pane-columns">
            <SlackSidebar
              state={state}
              actor={actor}
              space={space}
              channels={channels}
              openId={channel?.id ?? ''}
              unread={(channelId) => readMarks.unread(actor.id, channelId)}
              onOpen={(channelId) => {
                setTab('messages');
                props.onChannel(channelId);
              }}
              onOpenDm={() => void openDm()}
            />
            <div class="slk-main">
              {channel === undefined ? (
                <p class="pane-empty">{actor.name} is in no channel.</p>
              ) : (
                <>
                  <header class="slk-channel-head">
                    <h3>{channel.kind === 'channel' ? `# ${channel.name}` : (bot?.name ?? channel.name)}</h3>
                    {isBotDm ? (
                      <div class="slk-tabs">
                        <button type="button" aria-pressed={isHome} onClick={() => void openHome()}>
                          Home
                        </button>
                        <button type="button" aria-pressed={!isHome} onClick={() => setTab('messages')}>
                          Messages
                        </button>
                      </div>
                    ) : (
                      <p>{channel.topic}</p>
                    )}
                  </header>
                  {isHome ? (
                    <SlackHomeView state={state} actor={actor} />
                  ) : (
                    <>
                      <MessageList
                        key={`${actor.id}/${channel.id}`}
                        testId="slack-messages"
                        label={`Messages in ${channel.name}`}
                        messages={visibleMessages(state, channel.id, actor.id).filter(
                          (message): message is SlackMessage => message.platform === 'slack',
                        )}
                        firstUnread={readMarks.firstUnread(actor.id, channel.id)}
                        intro={
                          <ChannelIntro
                            name={channel.name}
                            isDm={channel.kind === 'dm'}
                            topic={channel.topic}
                          />
                        }
                        onSeen={() => readMarks.markRead(actor.id, channel.id)}
                        draw={(message, isContinued, isNew) => (
                          <SlackMessageView
                            state={state}
                            actor={actor}
                            message={message}
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
                      {!channel.botIsMember && channel.kind === 'channel' && (
                        <div class="slk-invite">
                          <span>{bot?.name ?? 'Twinbell'} is not in this channel yet.</span>
                          <button type="button" class="slk-button" onClick={() => void inviteBot()}>
                            Add {bot?.name ?? 'Twinbell'}
                          </button>
                        </div>
                      )}
                      <SlackComposer
                        state={state}
                        actor={actor}
                        channel={channel}
                        draft={props.draft}
                        placeholder={`Message ${channel.kind === 'channel' ? '#' : ''}${isBotDm ? (bot?.name ?? '') : channel.name}`}
                      />
                    </>
                  )}
                </>
              )}
            </div>
          </div>
          {modal !== undefined && (
            <SlackModalView
              key={modal.viewId}
              state={state}
              actor={actor}
              modal={modal}
              depth={stack.length}
              changes={changesByView.get(modal.viewId) ?? NOTHING}
              onChanges={(changes) =>
                setChangesByView((before) => new Map(before).set(modal.viewId, changes))
              }
            />
          )}
        </AskFrame>
      </section>
    </ReaderContext.Provider>
  );
}

function ChannelIntro({ name, isDm, topic }: { name: string; isDm: boolean; topic: string }) {
  return (
    <div class="slk-intro">
      <p class="slk-intro-title">{isDm ? 'This is the beginning of your conversation' : `# ${name}`}</p>
      {topic !== '' && <Mrkdwn source={topic} />}
    </div>
  );
}
