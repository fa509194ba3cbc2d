// Draws the badge of a post: a heart, the count and a label, as an SVG for pages and READMEs that run no script.

const HEIGHT = 24;
const FONT_SIZE = 12;
const FONTS = 'system-ui,-apple-system,Segoe UI,Roboto,sans-serif';
/** Where the text begins, and how much room is after it. */
const TEXT_START = 27;
const TEXT_END_ROOM = 10;
const HEART = 'M12 21C5 15.5 2 12 2 8a5 5 0 0 1 10-1 5 5 0 0 1 10 1c0 4-3 7.5-10 13z';

export interface Badge {
  readonly count: number;
  /** Stands behind the count, and is `likes` or `like` if there is none. */
  readonly label: string | undefined;
}

/**
 * Returns the SVG. It needs no font of its own, and follows the light or dark scheme of the reader. Where a site forbids styles, it is
 * the light one.
 */
export function drawBadge({ count, label }: Badge): string {
  const shown = new Intl.NumberFormat('en', { notation: 'compact' }).format(count);
  const behind = label ?? (count === 1 ? 'like' : 'likes');
  const text = `${shown} ${behind}`;
  const textWidth = Math.ceil(widthOf(text));
  const width = TEXT_START + textWidth + TEXT_END_ROOM;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${escapeXml(text)}">
<title>${escapeXml(`${count.toLocaleString('en')} ${behind}`)}</title>
<style>@media(prefers-color-scheme:dark){rect{fill:#3a1f2d;stroke:#6b3350}path{fill:#ff7fb0}text{fill:#ffd9e8}}</style>
<rect x=".5" y=".5" width="${width - 1}" height="${HEIGHT - 1}" rx="${(HEIGHT - 1) / 2}" fill="#fdeaf2" stroke="#eab8ce"/>
<path transform="translate(9 5) scale(.58)" fill="#c01a5f" d="${HEART}"/>
<text x="${TEXT_START}" y="16" fill="#5c1234" font-size="${FONT_SIZE}" font-family="${FONTS}" textLength="${textWidth}" lengthAdjust="spacingAndGlyphs"><tspan font-weight="700">${shown}</tspan> ${escapeXml(behind)}</text>
</svg>
`;
}

/** Estimates the width of a text in pixels. The SVG stretches the text to it, so that it fits whatever font the reader has. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += FONT_SIZE * shareOf(character);
  return width;
}

/** How wide a character is, as a share of the font's size. */
function shareOf(character: string): number {
  if (/[ .,:;'!|ijlI]/.test(character)) return 0.3;
  if (/[mwMW@%]/.test(character)) return 0.9;
  if (/[A-Z]/.test(character)) return 0.68;
  // Ideographs, Hangul, full-width forms and emoji fill a square.
  return (character.codePointAt(0) ?? 0) >= 0x1100 ? 1 : 0.57;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (it) => ENTITIES[it] ?? it);
