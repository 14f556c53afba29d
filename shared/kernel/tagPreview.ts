import type { Tag, TagDefinition, TagType } from '../model/tag';
import type { CasesOverlap, TagComparison, TagPreview } from '../model/tagAnswers';
import type { CasesSource } from '../model/tagSource';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { histogramSql } from '../sql/histogramSql';
import {
  type Change,
  changeCountsSql,
  createPreviewSql,
  movesSql,
  PREVIEW_COUNTS_SQL,
  previewNumbersSql,
  previewValuesSql,
  valueChangesSql,
} from '../sql/tagPreviewSql';
import { overlapSql } from '../sql/tagSourcesSql';
import { caseConditions, checkTag, type TagContext } from './checkTag';
import { histogramEdges, histogramOf, rangeOf } from './distribution';
import type { Session } from './session';
import { type Cell, records } from './table';
import { unmatchedKeys } from './tagLists';
import { tagScope } from './tagScope';
import { customerColumns } from './tagValues';

type TagPreviewMethods = Pick<Handlers<KernelMethods>, 'tags.check' | 'tags.preview' | 'tags.compare'>;

const SHOWN_VALUES = 200;
const SHOWN_CHANGES = 50;

export function tagPreviewHandlers(session: Session): TagPreviewMethods {
  /** What is made on the way, only this call sees. */
  const aside = <T>(signal: AbortSignal, work: (context: TagContext) => Promise<T>) =>
    session.readAside(async (connection) => work({ session, connection, scope: await tagScope(connection), signal }));
  return {
    'tags.check': ({ definition }, { signal }) =>
      aside(signal, async (context) => ({ type: (await checkTag(context, definition)).type })),
    'tags.preview': ({ definition }, { signal }) => aside(signal, (context) => previewOf(context, definition)),
    'tags.compare': ({ definition }, { signal }) => aside(signal, (context) => compareWith(context, definition)),
  };
}

/** Makes the values that a definition would give, in a table of this connection's own; answers their type. */
async function makePreview(context: TagContext, definition: TagDefinition): Promise<TagType> {
  const { session, connection, scope, signal } = context;
  const { type, value } = await checkTag(context, definition);
  const { source, id } = definition;
  const column = source.kind === 'column' ? (columnTag(scope.tags, source)?.id ?? id) : id;
  const made = { id, type, value: value ?? ({ kind: 'expression', sql: `"${column.replaceAll('"', '""')}"` } as const) };
  await connection.exec(createPreviewSql(customerColumns(session.customers.rowColumn, scope), made), [], signal);
  return type;
}

function columnTag(tags: ReadonlyMap<string, Tag>, { table, column }: { table: string; column: string }): Tag | undefined {
  return [...tags.values()].find(({ source }) => source.kind === 'column' && source.table === table && source.column === column);
}

async function previewOf(context: TagContext, definition: TagDefinition): Promise<TagPreview> {
  const { connection, signal } = context;
  const type = await makePreview(context, definition);
  const [counts = {}] = records(await connection.query(PREVIEW_COUNTS_SQL, [], signal));
  const values = records(await connection.query(previewValuesSql(SHOWN_VALUES), [], signal));
  const { source } = definition;
  return {
    type,
    customers: Number(counts.customers),
    known: Number(counts.known),
    unknown: Number(counts.customers) - Number(counts.known),
    distinct: Number(counts.different),
    values: values.map(({ value, n }) => ({ value: value ?? '', n: Number(n) })),
    ...(await rangeAndHistogram(context, type, counts)),
    ...(source.kind === 'cases' ? { overlap: await overlapOf(context, source) } : {}),
    ...(source.kind === 'list' || source.kind === 'model' ? { unmatched: await unmatchedKeys(context, source) } : {}),
  };
}

async function rangeAndHistogram(
  { connection, signal }: TagContext,
  type: TagType,
  { low, high }: Record<string, Cell>,
): Promise<Pick<TagPreview, 'range' | 'histogram'>> {
  const range = type === 'number' || type === 'date' ? rangeOf(type, low ?? null, high ?? null) : null;
  if (!range) return {};
  const edges = histogramEdges(range);
  const sql = histogramSql(previewNumbersSql(type === 'date' ? 'date' : 'number'), edges);
  return { range: range.shown, histogram: histogramOf(records(await connection.query(sql, [], signal)), edges) };
}

async function overlapOf(context: TagContext, source: CasesSource): Promise<CasesOverlap> {
  const conditions = await caseConditions(context, source);
  const [counts = {}] = records(await context.connection.query(overlapSql(conditions), [], context.signal));
  return {
    several: Number(counts.several),
    none: Number(counts.none),
    cases: conditions.map((_, index) => ({ matched: Number(counts[`m${index}`]), taken: Number(counts[`t${index}`]) })),
  };
}

/** What saving the definition would change of the values that the tag of its id has. */
async function compareWith(context: TagContext, definition: TagDefinition): Promise<TagComparison> {
  const { session, connection, scope, signal } = context;
  const type = await makePreview(context, definition);
  const before = scope.tags.get(definition.id);
  const change: Change = {
    tag: before?.id ?? null,
    rowColumn: session.customers.rowColumn,
    asText: before !== undefined && before.type !== type,
  };
  const rowsOf = async (sql: string) => records(await connection.query(sql, [], signal));
  const [counts = {}] = await rowsOf(changeCountsSql(change));
  const isCounted = type === 'category' || type === 'boolean';
  const values = isCounted ? await rowsOf(valueChangesSql(change, SHOWN_CHANGES)) : [];
  const moves = await rowsOf(movesSql(change, SHOWN_CHANGES));
  return {
    customers: Number(counts.customers),
    changed: Number(counts.changed),
    gained: Number(counts.gained),
    lost: Number(counts.lost),
    values: values.map(({ value, before: had, after: has, joined, gone }) => ({
      value: value ?? '',
      before: Number(had),
      after: Number(has),
      joined: Number(joined),
      left: Number(gone),
    })),
    moves: moves.map((move) => ({ from: move.before ?? null, to: move.after ?? null, n: Number(move.n) })),
  };
}
