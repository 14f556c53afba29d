import { escapeHtml } from './htmlPage';

interface TextStyle {
  /** Pixels. */
  readonly size: number;
  readonly fill: string;
  readonly bold?: boolean;
  readonly anchor?: 'end' | 'middle';
  /** The text is cut so that it is hardly wider, in pixels. */
  readonly within?: number;
}

/** A line of text whose baseline begins, or ends, at a place. */
export function svgText(x: number, y: number, text: string, { size, fill, bold = false, anchor, within }: TextStyle): string {
  const shown = within === undefined ? text : cut(text, within / size);
  const style = `${bold ? ' font-weight="600"' : ''}${anchor ? ` text-anchor="${anchor}"` : ''}`;
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${fill}"${style}>${xml(shown)}</text>`;
}

/** Text as XML allows it: what it has no way to write becomes a blank. */
export function xml(text: string): string {
  return escapeHtml(text.replace(/\p{Cc}|[\ufffe\uffff]/gu, ' '));
}

/** How wide text is, in sizes of its font, without a font at hand: Chinese is square, Latin somewhat over half as wide. */
export function textWidth(text: string): number {
  return [...text].reduce((width, letter) => width + letterWidth(letter), 0);
}

function letterWidth(letter: string): number {
  if ((letter.codePointAt(0) ?? 0) >= FIRST_SQUARE) return 1;
  return /[\p{Lu}\d%]/u.test(letter) ? 0.66 : 0.58;
}

/** Hangul, kana, Chinese and what is written among them begin here. */
const FIRST_SQUARE = 0x1100;

function cut(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let [kept, used] = ['', 1];
  for (const letter of text) {
    used += letterWidth(letter);
    if (used > width) break;
    kept += letter;
  }
  return `${kept}…`;
}

export function round(x: number): number {
  return Math.round(x * 100) / 100;
}
