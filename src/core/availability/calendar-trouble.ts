import { type DomainError, refusal } from '../domain-error.ts';
import type { CalendarTrouble } from './calendar-reader.ts';

/** Why a calendar could not be read, as a sentence with a way on. */
export function calendarTrouble(trouble: CalendarTrouble): DomainError {
  switch (trouble) {
    case 'not-public':
      return refusal('error.private-calendar.not-public');
    case 'unreachable':
      return refusal('error.private-calendar.unreachable');
    case 'too-slow':
      return refusal('error.private-calendar.too-slow');
    case 'too-large':
      return refusal('error.private-calendar.too-large');
    case 'too-much':
      return refusal('error.private-calendar.too-much');
    case 'redirects':
      return refusal('error.private-calendar.redirects');
    case 'not-found':
      return refusal('error.private-calendar.not-found');
    case 'server-trouble':
      return refusal('error.private-calendar.server-trouble');
    case 'not-a-calendar':
      return refusal('error.private-calendar.not-a-calendar');
    case 'key-lost':
      return refusal('error.private-calendar.key-lost');
  }
}
