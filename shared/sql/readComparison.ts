import type { EventWindow } from '../model/event';
import type { Comparison } from '../model/rule';
import { DAY_UNITS, EVENT_UNITS, type RelativeDay, type RuleValue, type Span, type TagOperator } from '../model/value';
import type { SqlCursor } from './sqlCursor';

/** What names in a statement mean, and what the table of the as-of day is called in it. */
export interface ReadNames {
  readonly asOf: string;
  /** The id of a tag or property by its name as the database compares it; a name that is none stays as it is. */
  readonly tag: (name: string) => string;
  readonly prop: (name: string) => string;
}

type EventUnit = (typeof EVENT_UNITS)[number];
type Value = Comparison['values'][number];

/** Takes what is compared, which stands once or twice in a comparison. */
export type TakeLeft = (cursor: SqlCursor) => void;

/** A comparison as `compileComparison` makes it. @throws Fault INVALID_SQL where it is another. */
export function readComparison(cursor: SqlCursor, left: TakeLeft, names: ReadNames): Comparison {
  for (const [call, op] of Object.entries(CALLS)) if (cursor.accepts(`${call}(`)) return readCall(cursor, left, names, op);
  if (cursor.accepts('NOT (')) return { op: 'notInLast', values: [readLast(cursor, left, names)] };
  if (cursor.sees('(') && !cursor.sees('(SELECT')) return readBracket(cursor, left, names);
  left(cursor);
  const op = readOperator(cursor);
  return { op, values: readOperands(cursor, op, names) };
}

const CALLS = { contains: 'contains', starts_with: 'startsWith' } as const;

function readCall(cursor: SqlCursor, left: TakeLeft, names: ReadNames, op: TagOperator): Comparison {
  left(cursor);
  cursor.take(',');
  const values = [readValue(cursor, names)];
  cursor.take(')');
  return { op, values };
}

/** A span up to the as-of day, or a list without values. */
function readBracket(cursor: SqlCursor, left: TakeLeft, names: ReadNames): Comparison {
  const span = cursor.within(cursor.at + 1, cursor.end);
  left(span);
  if (!span.accepts('IS NOT NULL AND')) {
    cursor.take('(');
    return { op: 'inLast', values: [readLast(cursor, left, names)] };
  }
  const op = span.accepts('TRUE') ? 'notIn' : 'in';
  if (op === 'in') span.take('FALSE');
  span.take(')');
  cursor.at = span.at;
  return { op, values: [] };
}

/** `left > day AND left <= as-of day)`. */
function readLast(cursor: SqlCursor, left: TakeLeft, names: ReadNames): Span {
  left(cursor);
  cursor.take('>');
  const { n, unit } = readAsOf(cursor, names);
  cursor.take('AND');
  left(cursor);
  cursor.take('<=');
  takeAsOf(cursor, names);
  cursor.take(')');
  return { n: -n, unit };
}

const OPERATORS: readonly (readonly [string, TagOperator])[] = [
  ['IS NOT NULL', 'isNotNull'],
  ['IS NULL', 'isNull'],
  ['NOT IN (', 'notIn'],
  ['IN (', 'in'],
  ['BETWEEN', 'between'],
  ['=', 'is'],
  ['<>', 'isNot'],
  ['<=', 'lte'],
  ['<', 'lt'],
  ['>=', 'gte'],
  ['>', 'gt'],
];

function readOperator(cursor: SqlCursor): TagOperator {
  const found = OPERATORS.find(([written]) => cursor.accepts(written));
  if (!found) throw cursor.unread();
  return found[1];
}

function readOperands(cursor: SqlCursor, op: TagOperator, names: ReadNames): Value[] {
  if (op === 'isNull' || op === 'isNotNull') return [];
  const values = [readValue(cursor, names)];
  if (op === 'between') cursor.take('AND');
  if (op === 'between') values.push(readValue(cursor, names));
  if (op !== 'in' && op !== 'notIn') return values;
  while (cursor.accepts(',')) values.push(readValue(cursor, names));
  cursor.take(')');
  return values;
}

/** A constant, or a day that counts from another. */
function readValue(cursor: SqlCursor, names: ReadNames): Value {
  if (cursor.sees('CAST(')) return readRelativeDay(cursor, names);
  return readConstant(cursor);
}

export function readConstant(cursor: SqlCursor): RuleValue {
  if (cursor.accepts('TRUE')) return true;
  if (cursor.accepts('FALSE')) return false;
  if (cursor.accepts('DATE')) return readText(cursor);
  if (cursor.sees('(') || cursor.tokens[cursor.at]?.kind === 'text') return readText(cursor);
  const sign = cursor.accepts('-') ? -1 : 1;
  return sign * Number(cursor.piece('number'));
}

/** A text, or several with codes of letters between them in brackets. */
export function readText(cursor: SqlCursor): string {
  if (!cursor.accepts('(')) return textOf(cursor.piece('text'));
  let text = '';
  do {
    if (cursor.accepts('chr(')) {
      text += String.fromCodePoint(readCode(cursor));
      cursor.take(')');
    } else text += textOf(cursor.piece('text'));
  } while (cursor.accepts('||'));
  cursor.take(')');
  return text;
}

const LAST_CODE = 0x10_ff_ff;

function readCode(cursor: SqlCursor): number {
  const { at } = cursor;
  const code = Number(cursor.piece('number'));
  if (Number.isInteger(code) && code <= LAST_CODE) return code;
  throw cursor.within(at, cursor.end).unread();
}

function textOf(written: string): string {
  return written.slice(1, -1).replaceAll("''", "'");
}

/** `CAST(day + INTERVAL 3 DAY AS DATE)`, from the as-of day or from a tag. */
export function readRelativeDay(cursor: SqlCursor, names: ReadNames): RelativeDay {
  if (!cursor.sees('CAST((customers')) return { from: 'asOf', ...readAsOf(cursor, names) };
  cursor.take('CAST((customers.');
  const tag = names.tag(cursor.name());
  const after = readInterval(cursor);
  cursor.take(') AS DATE)');
  return { from: { tag }, ...after };
}

/** The day so many units after the as-of day. */
function readAsOf(cursor: SqlCursor, names: ReadNames): Span {
  cursor.take('CAST(');
  takeAsOf(cursor, names);
  const after = readInterval(cursor);
  cursor.take('AS DATE)');
  return after;
}

export function takeAsOf(cursor: SqlCursor, { asOf }: ReadNames): void {
  cursor.take(`(SELECT day FROM ${asOf})`);
}

export function readInterval(cursor: SqlCursor): Span {
  const { at } = cursor;
  const { n, unit } = readEventInterval(cursor);
  const day = DAY_UNITS.find((each) => each === unit);
  if (!day) throw cursor.within(at, cursor.end).unread();
  return { n, unit: day };
}

/** `+ INTERVAL 3 DAY`, back where it is taken away. */
export function readEventInterval(cursor: SqlCursor): Extract<EventWindow, { last: unknown }>['last'] {
  const sign = cursor.accepts('-') ? -1 : 1;
  if (sign === 1) cursor.take('+');
  cursor.take('INTERVAL');
  const n = Number(cursor.piece('number'));
  return { n: sign * n, unit: readUnit(cursor) };
}

export function readUnit(cursor: SqlCursor): EventUnit {
  const { at } = cursor;
  const written = cursor.name().toLowerCase();
  const unit = EVENT_UNITS.find((each) => each === written || `${each}s` === written);
  if (!unit) throw cursor.within(at, cursor.end).unread();
  return unit;
}
