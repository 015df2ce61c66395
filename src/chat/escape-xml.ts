/** Bidirectional marks would turn what stands beside; the others no XML may hold. */
const FORBIDDEN = /[^\P{Cc}\t\n\r]|\p{Bidi_Control}|[\uFFFE\uFFFF]|\p{Cs}/gu;

/** Text of people as it may stand in a picture or on a page, between tags and inside quotation marks. */
export const escapeXml = (text: string): string =>
  text
    .replace(FORBIDDEN, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
