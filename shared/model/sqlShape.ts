import { sqlTokens } from './sqlTokens';

/** Longer texts are not kept for people to read. */
const LONGEST_SHAPE = 2000;

/** SQL without its values: every literal is `?`, comments are gone. Null where a part of it cannot be told from a value, or where it is long. */
export function sqlShape(sql: string): string | null {
  const tokens = sqlTokens(sql).filter(({ kind }) => kind !== 'comment');
  if (tokens.some(({ kind }) => kind === 'other')) return null;
  const shape = tokens.map(({ kind, text }) => (kind === 'text' || kind === 'number' ? '?' : text)).join(' ');
  return shape.length > LONGEST_SHAPE ? null : shape;
}
