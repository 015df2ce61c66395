import type { CalendarFeed } from '../../core/calendar/calendar-store.ts';
import type { CalendarOf } from '../../core/calendar/give-address.ts';
import { msg } from '../../core/message.ts';
import { code, instant } from '../../core/text.ts';
import type { Town, TwinningScope } from '../../core/twinning/twinning.ts';
import type { Block, Button, Card } from '../card.ts';
import { link } from '../link.ts';

/** For whom the buttons work, and whether this person may give the channel an address, too. */
export interface AddressBook {
  readonly twinningId: TwinningScope['twinning']['id'];
  /** The town of the channel that this person may give an address to. */
  readonly spaceTown?: Town;
}

/** A new address: the only time that it is shown. */
export function newAddressCard(address: string, of: CalendarOf, replaced: boolean, book: AddressBook): Card {
  const follow = address.replace(/^https?:/, 'webcal:');
  return {
    tone: 'good',
    title: msg(of === 'me' ? 'calendar.address.title' : 'calendar.address.title-space'),
    blocks: [
      { type: 'text', text: msg('calendar.address.intro', { address: code(address) }) },
      {
        type: 'controls',
        controls: [
          link(
            msg('calendar.address.to-google'),
            `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(follow)}`,
          ),
          ...(['live', 'office'] as const).map((edition) =>
            link(
              msg(edition === 'live' ? 'calendar.address.to-outlook' : 'calendar.address.to-outlook-work'),
              `https://outlook.${edition}.com/calendar/0/addfromweb?url=${encodeURIComponent(address)}`,
            ),
          ),
          link(msg('calendar.address.look'), address),
        ],
      },
      {
        type: 'list',
        items: [
          msg('calendar.address.how.google'),
          msg('calendar.address.how.outlook'),
          msg('calendar.address.how.apple'),
        ],
      },
      {
        type: 'text',
        text: msg(of === 'me' ? 'calendar.address.secret' : 'calendar.address.secret-space'),
      },
      ...(replaced ? [{ type: 'text' as const, text: msg('calendar.address.replaced') }] : []),
      { type: 'controls', controls: [stopButton(of, book)] },
      ...(of === 'me' ? spaceOffer(book) : []),
    ],
  };
}

/** There is one already. It cannot be shown again: only its digest is kept. */
export function knownAddressCard(feed: CalendarFeed, book: AddressBook): Card {
  return {
    tone: 'neutral',
    title: msg('calendar.address.title'),
    blocks: [
      { type: 'text', text: msg('calendar.known.since', { since: instant(feed.createdAt) }) },
      {
        type: 'text',
        small: true,
        text:
          feed.lastFetchedAt === undefined
            ? msg('calendar.known.never')
            : msg('calendar.known.fetched', { at: instant(feed.lastFetchedAt) }),
      },
      { type: 'controls', controls: [newButton('me', book), stopButton('me', book)] },
      ...spaceOffer(book),
    ],
  };
}

function spaceOffer(book: AddressBook): Block[] {
  if (book.spaceTown === undefined) return [];
  return [
    { type: 'divider' },
    { type: 'text', small: true, text: msg('calendar.space.offer', { town: book.spaceTown.name }) },
    { type: 'controls', controls: [newButton('space', book)] },
  ];
}

const addressButton = (
  label: Button['label'],
  deed: 'new' | 'stop',
  of: CalendarOf,
  { twinningId }: AddressBook,
): Button => ({
  type: 'button',
  label,
  style: deed === 'new' ? 'secondary' : 'danger',
  call: { command: 'meeting/calendar-address', twinningId, options: { of, deed } },
});

const newButton = (of: CalendarOf, book: AddressBook): Button =>
  addressButton(msg(of === 'me' ? 'calendar.address.new' : 'calendar.space.button'), 'new', of, book);
const stopButton = (of: CalendarOf, book: AddressBook): Button =>
  addressButton(msg('calendar.address.stop'), 'stop', of, book);
