/** The line of a text in which a character stands, cut there. */
export interface TextPlace {
  readonly before: string;
  /** The word that begins there, or one blank at the end. */
  readonly at: string;
  readonly after: string;
}

/** Where the character of this number is, counted from 1 over the whole text. */
export function placeInText(text: string, column: number): TextPlace {
  const offset = Math.min(Math.max(0, column - 1), text.length);
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = text.indexOf('\n', offset);
  const end = lineEnd < 0 ? text.length : lineEnd;
  const rest = text.slice(offset, end);
  const at = /^("(?:[^"]|"")*"|[\p{L}\p{N}_]+|.)/u.exec(rest)?.[0] ?? ' ';
  return { before: text.slice(start, offset), at, after: rest.slice(at.length) };
}
