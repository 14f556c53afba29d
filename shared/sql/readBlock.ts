import { Fault, fault } from '../model/result';
import { type Condition, ruleSchema } from '../model/rule';
import { quoted } from '../model/saying';
import { placeIn, sqlTokens, writtenName } from '../model/sqlTokens';
import { comparableName, firstDifference } from './comparableTokens';
import type { RuleScope } from './compileRule';
import { namesInQueries } from './namesInQueries';
import { readableCondition } from './readableBlock';
import { readableStyle } from './readableStyle';
import { type ReadNames, readComparison, readText } from './readComparison';
import { readEvent, readSequence } from './readEvent';
import type { SqlCursor } from './sqlCursor';

/** What reading needs to know beside what compiling does. */
export interface ReadScope extends RuleScope {
  readonly tagIds: Iterable<string>;
  readonly propIds: Iterable<string>;
  /** Holds a condition to what it names. @throws Fault. */
  readonly check: (condition: Condition) => void;
}

/** What a block's text may mean beside the workspace. */
export interface BlockContext {
  readonly scope: ReadScope;
  readonly names: ReadNames;
  /** The common tables of the statement, as the database compares their names. */
  readonly common: ReadonlySet<string>;
}

/**
 * The condition of one block, from behind its SELECT: `FROM tags.customers WHERE …`. It is written again and must come to the same
 * pieces, so a block never comes back with another meaning; what is no condition of the builder's may still be one in SQL.
 * @throws Fault with the place of the first piece that fits nothing.
 */
export function readBlock(cursor: SqlCursor, context: BlockContext): Condition {
  const id = readId(cursor);
  cursor.take('FROM tags.customers');
  if (!cursor.accepts('AS customers')) cursor.accepts('customers');
  cursor.take('WHERE');
  if (id) return readNamed(cursor, id, context);
  return orPredicate(cursor, context, () => proven(cursor, readCondition(cursor, context), context));
}

interface NamedId {
  readonly kind: 'segment' | 'list';
  readonly id: string;
}

/** `, 'vip' AS segment` */
function readId(cursor: SqlCursor): NamedId | undefined {
  if (!cursor.accepts(',')) return undefined;
  const id = readText(cursor);
  if (cursor.accepts('AS list')) return { kind: 'list', id };
  cursor.take('AS segment');
  return { kind: 'segment', id };
}

/** What a segment or a list means is known from its id, so it need only be found to say that. */
function readNamed(cursor: SqlCursor, { kind, id }: NamedId, context: BlockContext): Condition {
  for (const member of [true, false]) {
    const condition: Condition = kind === 'segment' ? { kind, segment: id, member } : { kind, list: id, member };
    hold(cursor, condition, context);
    if (differenceOf(cursor, condition, context) === undefined) return condition;
  }
  const at = placeIn(cursor.text, cursor.offset);
  throw fault('INVALID_SQL', 'shape.named', { ...at, name: quoted(id) }, { hint: 'hint.changeNamed', at });
}

function readCondition(cursor: SqlCursor, { scope, names }: BlockContext): Condition {
  const from = cursor.within(cursor.at, cursor.end);
  if (from.accepts('CAST((')) return { kind: 'sql', predicate: bracketed(from, ') AS BOOLEAN)') };
  const row = writtenName(scope.rowColumn);
  if (from.accepts(`customers.${row} IN (`)) return readSequence(from, names);
  if (from.accepts('CAST(customers.')) {
    from.name();
    from.take('AS VARCHAR) IN (SELECT CAST(asked.key AS VARCHAR) FROM (');
    return { kind: 'query', sql: bracketed(from, ') AS asked(key))').replace(/^\n/, '').replace(/\n$/, '') };
  }
  if (isMeasured(from)) return readEvent(from, names);
  let tag = '';
  const take = (at: SqlCursor) => {
    tag = names.tag(at.name());
  };
  const { op, values } = readComparison(from, take, names);
  return { kind: 'tag', tag, op, values };
}

function isMeasured(cursor: SqlCursor): boolean {
  const past = cursor.within(cursor.at, cursor.end);
  past.accepts('NOT');
  while (past.accepts('(') || past.accepts('contains(') || past.accepts('starts_with(') || past.accepts('coalesce('));
  return past.sees('SELECT');
}

/** The text from here up to what must end the block, as it stands. */
function bracketed(cursor: SqlCursor, behind: string): string {
  const end = cursor.within(cursor.end - sqlTokens(behind).length, cursor.end);
  if (end.at < cursor.at) throw cursor.unread();
  end.take(behind);
  const before = cursor.tokens[cursor.at - 1];
  const closing = cursor.tokens[cursor.end - sqlTokens(behind).length];
  return cursor.text.slice((before?.start ?? 0) + 1, closing?.start);
}

/** @throws Fault where the condition names what is not there, or is written otherwise than the text. */
function proven(cursor: SqlCursor, read: Condition, context: BlockContext): Condition {
  const parsed = ruleSchema.safeParse(read);
  if (!parsed.success) throw cursor.unread();
  hold(cursor, read, context);
  const difference = differenceOf(cursor, read, context);
  if (difference !== undefined) throw cursor.within(cursor.at + difference, cursor.end).unread();
  return read;
}

/** The first piece in which a condition is written otherwise than the text has it. */
function differenceOf(cursor: SqlCursor, condition: Condition, { scope, names }: BlockContext): number | undefined {
  const written = sqlTokens(readableCondition(condition, scope, readableStyle(names.asOf)));
  const pieces = written.filter(({ kind }) => kind !== 'comment');
  return firstDifference(cursor.tokens.slice(cursor.at, cursor.end), pieces);
}

function hold(cursor: SqlCursor, condition: Condition, { scope, common }: BlockContext): void {
  checkAt(cursor, condition, scope);
  const hidden = namesInQueries(condition, scope).find((name) => common.has(name));
  if (hidden !== undefined) throw atMention(cursor, hidden);
}

function checkAt(cursor: SqlCursor, condition: Condition, scope: ReadScope): void {
  try {
    scope.check(condition);
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    throw new Fault({ ...cause.error, at: placeIn(cursor.text, cursor.offset) });
  }
}

/** A query inside a block may not read the tables that the statement makes around it. */
function atMention(cursor: SqlCursor, name: string): Fault {
  const token = cursor.tokens.slice(cursor.at, cursor.end).find((each) => comparableName(each) === name);
  const at = placeIn(cursor.text, token?.start ?? cursor.offset);
  return fault('INVALID_SQL', 'shape.hidden', { ...at, name: quoted(name) }, { at });
}

/** What is no condition of the builder's, as a condition in SQL, if it may be one. */
function orPredicate(cursor: SqlCursor, context: BlockContext, read: () => Condition): Condition {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    const last = cursor.tokens[cursor.end - 1];
    const predicate = cursor.text.slice(cursor.offset, last ? last.start + last.text.length : cursor.offset);
    const condition: Condition = { kind: 'sql', predicate };
    try {
      context.scope.check(condition);
    } catch {
      throw cause;
    }
    return condition;
  }
}
