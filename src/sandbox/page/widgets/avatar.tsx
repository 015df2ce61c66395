import type { Person } from '../../page-api.ts';

interface AvatarProps {
  person: Person | undefined;
  size: number;
  // For the platform itself, which is no person of the sandbox.
  fallback?: string;
}

export function Avatar({ person, size, fallback = '?' }: AvatarProps) {
  const style = { width: `${size}px`, height: `${size}px`, fontSize: `${Math.round(size * 0.4)}px` };
  if (person?.isBot) {
    return (
      <span class="avatar avatar-bot" style={style} aria-hidden="true">
        <BellPair />
      </span>
    );
  }
  return (
    <span class="avatar" style={{ ...style, background: person?.colour ?? '#767676' }} aria-hidden="true">
      {person?.initials ?? fallback}
    </span>
  );
}

// Twinbell's own mark: two bells, one in front of the other.
export function BellPair() {
  return (
    <svg viewBox="0 0 40 40" width="100%" height="100%" aria-hidden="true">
      <g fill="#ffd27a">
        <path d="M13 9.5c-4.4.6-7 4.2-7 9v5.5l-2 3.5h18l-2-3.5V18.5c0-4.8-2.6-8.4-7-9z" opacity=".62" />
        <circle cx="13" cy="29.8" r="2.2" opacity=".62" />
      </g>
      <g fill="#fff">
        <path d="M26 9.5c-4.4.6-7 4.2-7 9v5.5l-2 3.5h18l-2-3.5V18.5c0-4.8-2.6-8.4-7-9z" />
        <circle cx="26" cy="29.8" r="2.2" />
      </g>
    </svg>
  );
}
