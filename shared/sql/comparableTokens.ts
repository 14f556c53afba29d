import { plainName, RESERVED_WORDS, type SqlToken } from '../model/sqlTokens';
import { asciiLower } from './queryShape';

/** A name as the database compares it, whether in quotes or not. */
export function comparableName({ text }: Pick<SqlToken, 'text'>): string {
  return asciiLower(plainName(text));
}

/** The first piece of `left` that means something else than the one of `right` in its place; undefined = they mean the same. */
export function firstDifference(left: readonly SqlToken[], right: readonly SqlToken[]): number | undefined {
  const length = Math.max(left.length, right.length);
  for (let index = 0; index < length; index++) {
    if (meaningAt(left, index) !== meaningAt(right, index)) return index;
  }
  return undefined;
}

const UNITS = /^(hour|day|week|month|year)s$/;

/** Equal where the database reads the same: case and quotes of names, case of keywords and other ways to write a number do not count. */
function meaningAt(tokens: readonly SqlToken[], index: number): string {
  const token = tokens[index];
  if (token === undefined) return '';
  const { kind, text } = token;
  if (kind === 'number') return numberMeaning(text);
  if (kind === 'symbol') return text === '!=' ? '<>' : text;
  if (kind !== 'word' && kind !== 'name') return text;
  const name = comparableName(token);
  if (kind === 'word' && RESERVED_WORDS.has(name)) return `${name.toUpperCase()} `;
  const counts = kind === 'word' && tokens[index - 2]?.text.toUpperCase() === 'INTERVAL';
  return `"${counts && UNITS.test(name) ? name.slice(0, -1) : name}`;
}

/** Only what the database takes for the same number as a program does. */
function numberMeaning(text: string): string {
  const isExact = /[eE]/.test(text) ? /^[\d.]+[eE]/.test(text) : /^[\d.]{1,15}$/.test(text);
  return isExact ? String(Number(text)) : text;
}
