import { useState } from 'preact/hooks';
import type { Person, Space } from '../../page-api.ts';
import { homeSpaceIdOf, isGone } from '../page-reading.ts';
import { useReport } from '../sandbox-context.ts';
import { sendPost } from '../send-post.ts';
import { Avatar } from './avatar.tsx';
import { ChevronIcon } from './icons.tsx';

interface ActorBarProps {
  platformName: string;
  testId: string;
  spaces: readonly Space[];
  space: Space;
  people: readonly Person[];
  actor: Person;
  connection: string;
  isConnected: boolean;
  unreadByPerson: ReadonlyMap<string, number>;
  onActor(personId: string): void;
}

// Whose eyes one looks through. The one control that neither real program has, so it stands apart, on top.
export function ActorBar(props: ActorBarProps) {
  const { actor } = props;
  const groups = props.spaces.filter((space) =>
    props.people.some((person) => homeSpaceIdOf(person) === space.id),
  );
  const option = (person: Person) => {
    const unread = props.unreadByPerson.get(person.id) ?? 0;
    const news = isGone(person) ? ' (gone)' : unread > 0 && person.id !== actor.id ? ` (${unread} new)` : '';
    return (
      <option key={person.id} value={person.id}>
        {`${person.name}${news}`}
      </option>
    );
  };
  return (
    <div class="actor-bar">
      <div class="actor-platform">
        <h2>{props.platformName}</h2>
        <span class={`connection ${props.isConnected ? 'is-on' : ''}`}>{props.connection}</span>
      </div>
      <label class="actor-choice">
        <span class="actor-label">You are acting as</span>
        <span class="actor-select">
          <Avatar person={actor} size={24} />
          <select
            data-testid={props.testId}
            value={actor.id}
            onChange={(event) => props.onActor(event.currentTarget.value)}
          >
            {groups.length > 1
              ? groups.map((space) => (
                  <optgroup key={space.id} label={space.name}>
                    {props.people.filter((person) => homeSpaceIdOf(person) === space.id).map(option)}
                  </optgroup>
                ))
              : props.people.map(option)}
          </select>
          <ChevronIcon />
        </span>
        <span class="actor-facts" title={actor.role}>
          {actor.role}
        </span>
      </label>
      <PresenceButton actor={actor} testId={props.testId} />
    </div>
  );
}

// So that one can see what happens to offices and promises when a person is suddenly not there any more.
function PresenceButton({ actor, testId }: { actor: Person; testId: string }) {
  const report = useReport();
  const [isSending, setSending] = useState(false);
  const words = PRESENCE[actor.platform];
  const isHere = isGone(actor);
  const press = async () => {
    setSending(true);
    const answer = await sendPost('/api/presence', { userId: actor.id, isHere });
    setSending(false);
    if (!answer.ok) report(answer.message);
  };
  return (
    <button
      type="button"
      class="presence-button"
      data-testid={`${testId}-presence`}
      title={words.what}
      disabled={isSending}
      onClick={() => void press()}
    >
      {isHere ? words.back : words.leave}
    </button>
  );
}

const PRESENCE = {
  slack: {
    leave: 'Deactivate',
    back: 'Activate again',
    what: 'An admin of the workspace switches this account off or on. Slack tells the bot at once.',
  },
  discord: {
    leave: 'Leave server',
    back: 'Come back',
    what: 'Discord does not tell the bot who leaves: it finds out within a day, or when a message fails.',
  },
} as const;
