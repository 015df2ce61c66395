import type { Person, Space } from '../../page-api.ts';
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
    props.people.some((person) => person.spaceIds[0] === space.id),
  );
  const option = (person: Person) => {
    const unread = props.unreadByPerson.get(person.id) ?? 0;
    const news = unread > 0 && person.id !== actor.id ? ` (${unread} new)` : '';
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
                    {props.people.filter((person) => person.spaceIds[0] === space.id).map(option)}
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
    </div>
  );
}
