import type { ExportColumn, ExportSpec } from '../model/export';
import { type MaskKind, maskText } from '../model/mask';
import type { Tag } from '../model/tag';
import { placeReader } from '../privacy/placeOf';
import type { CallContext } from '../rpc/method';
import { keyText } from '../sql/audiencesSql';
import { classSizesSql } from '../sql/exportRiskSql';
import {
  COUNT_EXPORT_ROWS_SQL,
  distinctTextsSql,
  STAGED_ROWS,
  stagedName,
  stagePopulationSql,
  stageRowsSql,
  takeRowsSql,
} from '../sql/exportRowsSql';
import { identifier } from '../sql/quote';
import { RANGE_TABLE } from '../sql/rowViewSql';
import { coarseText, createLookupSql, hashedText, lookedUp } from '../sql/treatmentSql';
import { checkExport, type KnownColumn } from './checkExport';
import { type SourceRows, sourceRows } from './exportSource';
import { customersBy } from './policySets';
import type { SqlConnection } from './ports';
import { keepRange } from './rowRange';
import type { Session } from './session';
import { columnOf, records, type Table } from './table';
import { textColumn } from './textBatch';

export interface StagedRows extends SourceRows {
  /** In the order of the file; dropped ones are not among them. */
  readonly columns: readonly StagedColumn[];
  /** Rows that leave, of those that the policy left. */
  readonly leaving: number;
  /** Rows of small classes that stay behind. */
  readonly suppressed: number;
}

export interface StagedColumn extends KnownColumn {
  /** As in `EXPORT_ROWS`. */
  readonly staged: string;
  /** The own value, an expression over the customers. */
  readonly value: string;
}

/**
 * Makes the rows of an export as they would leave, in tables of the connection's own; the caller gives them up with its transaction.
 * @throws Fault as `checkExport` and `sourceRows`.
 */
export async function stageRows(
  session: Session,
  connection: SqlConnection,
  { id, spec, key, least }: { readonly id: string; readonly spec: ExportSpec; readonly key: Uint8Array; readonly least: number },
  call: CallContext,
): Promise<StagedRows> {
  const known = await checkExport(session, connection, spec, call.signal);
  const source = await sourceRows(session, connection, spec, call);
  call.progress({ phase: 'rows' });
  await keepRange(connection, source.rows);
  const by = await customersBy(session, connection);
  const columns = known
    .filter(({ column }) => column.treatment.kind !== 'drop')
    .map((each, place) => ({ ...each, staged: stagedName(place), value: ownValue(each.tag, keyText(by.rowColumn, by.key)) }));
  const values: string[] = [];
  for (const each of columns) {
    const scope = { rowColumn: by.rowColumn, ofAll: spec.quasi.includes(each.column.name) };
    values.push(await treatedValue(connection, each, { key, ...scope }, call.signal));
  }
  const order = hashedText(keyText(by.rowColumn, by.key), { key, type: orderOf(id) });
  await connection.exec(stageRowsSql({ rowColumn: by.rowColumn, values, order }), [], call.signal);
  const quasi = quasiOf(columns, spec);
  const from = spec.suppress ? await leastKept(connection, quasi, least, call.signal) : 0;
  await connection.exec(takeRowsSql(quasi, from), [], call.signal);
  const leaving = Number(records(await connection.query(COUNT_EXPORT_ROWS_SQL))[0]?.n);
  if (quasi.length > 0) {
    const population = values.map((value, place) => (quasi.includes(stagedName(place)) ? value : 'NULL'));
    await connection.exec(stagePopulationSql({ rowColumn: by.rowColumn, values: population, order }), [], call.signal);
  }
  return { ...source, columns, leaving, suppressed: source.rows.length - leaving };
}

/**
 * What the rows of an export are put in order by, under the key of its recipient: two lists have two orders, also for one recipient, who
 * could join them by it otherwise.
 */
export function orderOf(id: string): string {
  return `order ${id}`;
}

/** Names, in the staged tables, of the columns by which somebody could know a customer again. */
export function quasiOf(columns: readonly StagedColumn[], spec: ExportSpec): string[] {
  return columns.filter(({ column }) => spec.quasi.includes(column.name)).map(({ staged }) => staged);
}

function ownValue(tag: Tag | null, key: string): string {
  return tag === null ? key : `customers.${identifier(tag.id)}`;
}

interface TreatedScope {
  /** Of the recipient. */
  readonly key: Uint8Array;
  readonly rowColumn: string;
  /** Whether it is asked of all customers, not only of those who leave. */
  readonly ofAll: boolean;
}

/** As it leaves, an expression over the customers. */
export async function treatedValue(
  connection: SqlConnection,
  { column, tag, kind, value, staged }: StagedColumn,
  { key, ...scope }: TreatedScope,
  signal: AbortSignal,
): Promise<string> {
  const text = `CAST(${value} AS VARCHAR)`;
  const { treatment } = column;
  if (treatment.kind === 'hash') return hashedText(text, { key, type: tag === null ? 'customer' : (kind ?? tag.id) });
  if (treatment.kind === 'generalise' && !('region' in treatment.to)) return coarseText(value, treatment.to);
  const shown = shownAs(column, kind);
  if (!shown) return value;
  await keepLookup(connection, { texts: distinctTextsSql(value, scope), table: lookupTable(staged), shown }, signal);
  return lookedUp(text, lookupTable(staged));
}

function lookupTable(staged: string): string {
  return `shown_${staged}`;
}

/** Keeps what each different value is shown as. */
async function keepLookup(
  connection: SqlConnection,
  { texts: sql, table, shown }: { texts: string; table: string; shown: (text: string) => string | null },
  signal: AbortSignal,
): Promise<void> {
  const batches: Table[] = [];
  for await (const batch of connection.stream(sql, [], signal)) {
    const texts = columnOf(batch, 'value').values as readonly string[];
    batches.push({
      rowCount: batch.rowCount,
      columns: [textColumn(texts, batch.rowCount), textColumn(texts.map(shown), batch.rowCount)],
    });
  }
  await connection.exec(createLookupSql(table));
  await connection.append({ schema: RANGE_TABLE.schema, name: table }, batches);
}

/** What no statement makes of a text; null where the value itself leaves. */
function shownAs({ treatment }: ExportColumn, kind: MaskKind | null): ((text: string) => string | null) | null {
  if (treatment.kind === 'mask') return kind === null ? () => '***' : (text) => maskText(kind, text);
  if (treatment.kind === 'generalise' && 'region' in treatment.to) return placeReader(treatment.to.region);
  return null;
}

/** From which size on classes leave: small ones stay behind, and with them the next ones until those are no small class either. */
async function leastKept(
  connection: SqlConnection,
  quasi: readonly string[],
  least: number,
  signal: AbortSignal,
): Promise<number> {
  const sizes = records(await connection.query(classSizesSql(STAGED_ROWS, quasi), [], signal));
  let [from, left] = [0, 0];
  for (const { size, classes } of sizes) {
    if (Number(size) >= least && (left === 0 || left >= least)) break;
    left += Number(size) * Number(classes);
    from = Number(size) + 1;
  }
  return from;
}
