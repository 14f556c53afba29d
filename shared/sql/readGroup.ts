import type { GroupKind, Rule, RuleGroup } from '../model/rule';
import { type SqlToken, sqlTokens } from '../model/sqlTokens';
import { asciiLower } from './queryShape';
import { SqlCursor } from './sqlCursor';

/** `INTERSECT SELECT _row FROM block_1`: a set, and what it does to those before it. */
export interface GroupItem {
  /** Empty for the first one. */
  readonly by: string;
  /** As the database compares names. */
  readonly name: string;
  readonly text: string;
  readonly start: number;
  /** Its line is a comment. */
  readonly off: boolean;
}

const SET_OPERATIONS = ['INTERSECT', 'UNION', 'EXCEPT'] as const;

/** The sets of a group, also those whose line is a comment. @throws Fault INVALID_SQL where it is put together of something else. */
export function readGroupItems(sql: string, pieces: readonly SqlToken[], row: string): GroupItem[] {
  const tokens = pieces.filter(({ kind }) => kind !== 'comment');
  const cursor = new SqlCursor(sql, tokens, 0, tokens.length);
  const items: GroupItem[] = [];
  do items.push(readItem(cursor, row, items.length === 0));
  while (!cursor.isAtEnd);
  const off = pieces.filter(({ kind }) => kind === 'comment').flatMap((comment) => offItem(comment, row) ?? []);
  return [...items, ...off].sort((one, other) => one.start - other.start);
}

function readItem(cursor: SqlCursor, row: string, isFirst: boolean): GroupItem {
  const start = cursor.offset;
  const by = isFirst ? '' : SET_OPERATIONS.find((operation) => cursor.accepts(operation));
  if (by === undefined) throw cursor.unread();
  cursor.take(`SELECT ${row} FROM`);
  const text = cursor.name();
  return { by, name: asciiLower(text), text, start, off: false };
}

/** A comment that would be an item without its dashes; any other is only said. */
function offItem({ text, start }: SqlToken, row: string): GroupItem | undefined {
  const tokens = sqlTokens(text.slice(2));
  const cursor = new SqlCursor(text, tokens, 0, tokens.length);
  const name = tokens.at(-1);
  const by = SET_OPERATIONS.find((operation) => cursor.accepts(operation));
  if (!by || !cursor.accepts(`SELECT ${row} FROM`) || cursor.at !== tokens.length - 1 || !name) return undefined;
  const written = cursor.name();
  return { by, name: asciiLower(written), text: written, start, off: true };
}

/** What a group asks of the statement around it. */
export interface GroupTables {
  /** Whether a name stands for everybody or nobody. */
  readonly given: (item: GroupItem) => 'everybody' | 'nobody' | undefined;
  readonly block: (item: GroupItem) => Rule;
  /** @throws Fault at the item. */
  readonly refuse: (item: GroupItem) => never;
}

/** The group that its sets come to, read from left to right. @throws Fault where they come to none. */
export function groupOf(items: readonly GroupItem[], tables: GroupTables): RuleGroup {
  const [first, ...others] = items;
  if (!first || first.off) throw new Error('a group of no sets was read');
  const from = tables.given(first);
  const by = others[0]?.by ?? (from === 'nobody' ? 'UNION' : 'INTERSECT');
  for (const other of others) if (other.by !== by) tables.refuse(other);
  const blocks = others.filter((item) => !(by === 'EXCEPT' && !item.off && tables.given(item) === 'nobody'));
  const read = (item: GroupItem): Rule => {
    if (tables.given(item)) tables.refuse(item);
    const rule = tables.block(item);
    return item.off ? { ...rule, disabled: true } : rule;
  };
  const kind = KINDS[by];
  const fits = from === undefined || (from === 'nobody') === (kind === 'any');
  if (!kind || !fits) tables.refuse(others[0] ?? first);
  if (from !== undefined) return { kind, rules: blocks.map(read) };
  if (kind === 'none') return { kind: 'all', rules: [read(first), { kind, rules: blocks.map(read) }] };
  return { kind, rules: [first, ...blocks].map(read) };
}

const KINDS: Readonly<Record<string, GroupKind>> = { INTERSECT: 'all', UNION: 'any', EXCEPT: 'none' };
