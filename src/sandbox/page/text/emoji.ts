// The short names that a committee's bot is likely to write. Any other stays visible as :name:, which is also
// what a person with a text-only client sees.
const EMOJI: { [name: string]: string } = {
  '+1': '👍',
  '-1': '👎',
  alarm_clock: '⏰',
  arrow_right: '➡️',
  bell: '🔔',
  blue_heart: '💙',
  bulb: '💡',
  busts_in_silhouette: '👥',
  calendar: '📅',
  date: '📅',
  clipboard: '📋',
  clock3: '🕒',
  clock5: '🕔',
  earth_africa: '🌍',
  earth_americas: '🌎',
  tada: '🎉',
  eyes: '👀',
  handshake: '🤝',
  heart: '❤️',
  heavy_check_mark: '✔️',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  information_source: 'ℹ️',
  link: '🔗',
  lock: '🔒',
  mailbox: '📫',
  memo: '📝',
  no_entry: '⛔',
  no_entry_sign: '🚫',
  paperclip: '📎',
  party_popper: '🎉',
  pencil: '📝',
  pushpin: '📌',
  question: '❓',
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  red_circle: '🔴',
  round_pushpin: '📍',
  slightly_smiling_face: '🙂',
  smile: '😄',
  sparkles: '✨',
  speech_balloon: '💬',
  spiral_calendar_pad: '🗓️',
  star: '⭐',
  thumbsup: '👍',
  thumbsdown: '👎',
  wave: '👋',
  warning: '⚠️',
  white_check_mark: '✅',
  white_circle: '⚪',
  x: '❌',
};

const REGIONAL_A = 0x1f1e6;

export function findEmoji(name: string): string | undefined {
  const flag = /^flag-([a-z])([a-z])$/.exec(name);
  if (flag !== null) {
    return String.fromCodePoint(
      ...[flag[1], flag[2]].map((letter) => REGIONAL_A + (letter ?? 'a').charCodeAt(0) - 97),
    );
  }
  return EMOJI[name];
}
