import { type Fault, fault } from '../model/result';
import { quoted } from '../model/saying';
import { placeIn, type SqlToken, sqlTokens } from '../model/sqlTokens';
import { asciiLower, matchBrackets } from './queryShape';
import { SqlCursor } from './sqlCursor';

/** A common table expression in its place among the others. */
export interface CommonTable {
  readonly name: string;
  readonly order: number;
  readonly start: number;
  /** Inside its brackets. */
  readonly body: SqlCursor;
}

/** `WITH … SELECT …` in its parts. */
export interface SplitStatement {
  readonly sql: string;
  /** By their names as the database compares them. */
  readonly tables: ReadonlyMap<string, CommonTable>;
  /** What stands behind them. */
  readonly final: SqlCursor;
  /** Behind the last piece of brackets, by the place behind the opening one. */
  readonly closing: (inside: number) => number;
  /** All pieces between two places, comments too. */
  readonly between: (from: number, to: number) => readonly SqlToken[];
}

/** @throws Fault INVALID_SQL where a text is cut otherwise. */
export function splitStatement(sql: string): SplitStatement {
  const all = sqlTokens(sql);
  const places = [...all.keys()].filter((index) => all[index]?.kind !== 'comment');
  const tokens = withoutEnd(places.map((place) => all[place]).filter((token) => token !== undefined));
  const { closing, wrong } = matchBrackets(tokens);
  if (wrong !== undefined) throw new SqlCursor(sql, tokens, wrong, tokens.length).unread();
  const final = new SqlCursor(sql, tokens, 0, tokens.length);
  const closingOf = (inside: number) => closing.get(inside - 1) ?? tokens.length;
  const tables = final.accepts('WITH') ? commonTables(final, closingOf) : new Map<string, CommonTable>();
  const between = (from: number, to: number) => all.slice((places[from - 1] ?? -1) + 1, places[to] ?? all.length);
  return { sql, tables, final, closing: closingOf, between };
}

function withoutEnd(tokens: readonly SqlToken[]): readonly SqlToken[] {
  return tokens.slice(0, tokens.findLastIndex(({ text }) => text !== ';') + 1);
}

function commonTables(cursor: SqlCursor, closing: (inside: number) => number): ReadonlyMap<string, CommonTable> {
  const tables = new Map<string, CommonTable>();
  do {
    const start = cursor.offset;
    const name = cursor.name();
    cursor.take('AS (');
    const end = closing(cursor.at);
    if (tables.has(asciiLower(name))) throw shapeFault('shape.twice', cursor.text, start, name);
    tables.set(asciiLower(name), { name, order: tables.size, start, body: cursor.within(cursor.at, end) });
    cursor.at = end + 1;
  } while (cursor.accepts(','));
  return tables;
}

type PieceKey = 'shape.twice' | 'shape.unused' | 'shape.usedTwice' | 'shape.unknown' | 'shape.mixed';

/** That a piece at a place is not as a rule of blocks has it. */
export function shapeFault(key: PieceKey, sql: string, start: number, piece: string): Fault {
  const at = placeIn(sql, start);
  return fault('INVALID_SQL', key, { ...at, piece: quoted(piece) }, { at });
}
