import type { ColumnType } from '../model/import';
import { fault } from '../model/result';
import { quoted, say } from '../model/saying';
import type { TagType } from '../model/tag';
import type { UnmatchedKeys } from '../model/tagAnswers';
import type { TagSourceOf } from '../model/tagSource';
import type { TagValueSql } from '../sql/tagSourcesSql';
import { disagreeingKeysSql, type ListColumns, listRowsSql, unmatchedCountsSql, unmatchedRowsSql } from '../sql/tagSourcesSql';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { readSourceLines } from './sourceLines';
import { records } from './table';
import { findColumn, findTable } from './tables';
import type { TagScope } from './tagScope';

const UNMATCHED_EXAMPLES = 100;

type ListSource = TagSourceOf<'list'> | TagSourceOf<'model'>;

interface Context {
  readonly session: Session;
  readonly connection: SqlConnection;
  readonly scope: Pick<TagScope, 'map' | 'tags'>;
  readonly signal: AbortSignal;
}

/** @throws Fault UNKNOWN_TABLE, UNKNOWN_COLUMN, INVALID_TAG, INVALID_ENTITIES; KEY_VIOLATION where the rows of a key disagree. */
export async function checkList(context: Context, source: ListSource): Promise<{ type: TagType; value: TagValueSql }> {
  const { list, type } = await listColumns(context, source);
  const examples = records(await context.connection.query(disagreeingKeysSql(list), [], context.signal));
  if (examples.length > 0) {
    const said = {
      table: quoted(list.table),
      keys: Number(examples[0]?.found),
      examples: examples.map(({ key, n }) => say('tag.keyExample', { key: quoted(String(key)), rows: Number(n) })),
    };
    const at = { path: 'source.key', field: `${list.table}.${list.key.name}` };
    throw fault('KEY_VIOLATION', 'tag.disagree', said, { hint: 'hint.oneValuePerKey', at });
  }
  return { type: type === null ? 'boolean' : TAG_TYPES[type], value: { kind: 'rows', sql: listRowsSql(list) } };
}

/** Rows of the list that are no customer's. */
export async function unmatchedKeys(context: Context, source: ListSource): Promise<UnmatchedKeys> {
  const { connection, signal } = context;
  const { list } = await listColumns(context, source);
  const [counts] = records(await connection.query(unmatchedCountsSql(list), [], signal));
  const rows = records(await connection.query(unmatchedRowsSql(list, UNMATCHED_EXAMPLES), [], signal));
  const lineOf = await readSourceLines(connection, list.table);
  const examples = rows.map(({ source_row, key, value }) => {
    return { line: lineOf(Number(source_row)), key: textOrNull(key), value: textOrNull(value) };
  });
  return { rows: Number(counts?.n), keys: Number(counts?.keys), examples };
}

function textOrNull(value: unknown): string | null {
  return value === null ? null : String(value);
}

const TAG_TYPES: Readonly<Record<ColumnType, TagType>> = {
  text: 'category',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'date',
};

async function listColumns(
  { session, connection, scope: { map, tags } }: Context,
  source: ListSource,
): Promise<{ list: ListColumns; type: ColumnType | null }> {
  const { columns } = await findTable(connection, source.table);
  const typed = (name: string) => findColumn(source.table, columns, name);
  const value = source.kind === 'model' ? source.score : source.value;
  const type = value === undefined ? null : typed(value).type;
  if (source.kind === 'model' && type !== 'number' && type !== 'integer') {
    const said = { column: quoted(source.score), type: say(`type.${type ?? 'text'}`, {}) };
    throw fault('INVALID_TAG', 'tag.scoreType', said, { hint: 'hint.importType', at: { path: 'source.score' } });
  }
  const key = map?.customers.key;
  if (typeof key !== 'string' || !map) throw fault('INVALID_ENTITIES', 'entities.noKey', {}, { hint: 'hint.nameKey' });
  const customers = await findTable(connection, map.customers.table);
  const customer = {
    name: keyTag(tags, map.customers.table, key),
    type: findColumn(customers.name, customers.columns, key).type,
  };
  const { rowColumn } = session.customers;
  return { list: { table: source.table, key: typed(source.key), value: value ?? null, rowColumn, customer }, type };
}

/** The tag that is the key column. */
export function keyTag(tags: TagScope['tags'], table: string, key: string): string {
  for (const { id, source } of tags.values())
    if (source.kind === 'column' && source.table === table && source.column === key) return id;
  return key;
}
