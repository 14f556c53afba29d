import type { ChangedCell, Cleaning, StepCounts, StepPreview } from '../model/cleaning';
import type { CallContext } from '../rpc/method';
import type { Rows } from '../sql/cleaningRows';
import {
  COUNT_STEP_DROPPED_SQL,
  changedCellsSql,
  countChangesSql,
  countStepRowsSql,
  createDroppedSql,
  createStepSql,
  droppedCellsSql,
  dropStepSql,
  notReadSql,
  sourceRows,
  stepTable,
} from '../sql/cleaningSql';
import { compileStep, isNewRows, type StepSql } from '../sql/cleaningStepSql';
import { checkCleaning } from './checkCleaning';
import type { CleanedSource } from './cleaningStates';
import { countIdentified } from './identified';
import type { SqlConnection } from './ports';
import { stopIfCancelled } from './session';
import { type Cell, records } from './table';
import { findKnown } from './tables';

const EXAMPLES = 20;

/** Rows behind the last step that was run. */
interface Cleaned {
  readonly rows: Rows;
  readonly count: number;
}

/** What is to be known of one step as it is run. */
interface RunStep {
  readonly index: number;
  readonly before: Rows;
  readonly sql: StepSql;
  readonly counts: StepCounts;
}

export interface CleaningWork {
  readonly connection: SqlConnection;
  readonly cleaning: Cleaning;
  readonly source: CleanedSource;
  readonly call: CallContext;
}

/**
 * Runs the steps up to `upTo` one after the other into temporary tables, of which the last stays, and tells `seen` of each while
 * the rows before it are still there. @throws Fault as `checkStep`, before any step was run; CANCELLED.
 */
export async function runSteps(work: CleaningWork, seen: (step: RunStep) => Promise<void>): Promise<Cleaned> {
  const { connection, cleaning, source, call } = work;
  const { steps, table } = cleaning;
  checkCleaning(cleaning, source);
  let rows = sourceRows(table, source.columns);
  let count = await countOne(connection, countStepRowsSql(rows), call.signal);
  let made: string | undefined;
  for (const [index, step] of steps.entries()) {
    stopIfCancelled(call.signal);
    call.progress({ phase: 'clean', fraction: index / steps.length });
    const sql = compileStep(step, rows, (name) => findKnown(source.tables, name).columns);
    await prepareStep(connection, sql, call.signal);
    const counts = await countStep(connection, rows, sql, count, call.signal);
    await seen({ index, before: rows, sql, counts });
    count = counts.rowsAfter;
    if (!isNewRows(sql)) {
      rows = { ...rows, columns: sql.columns };
      continue;
    }
    const into = stepTable(index);
    await connection.exec(createStepSql(into, rows, sql), [], call.signal);
    for (const table of sql.identified?.tables ?? []) await connection.exec(dropStepSql(table));
    if (made) await connection.exec(dropStepSql(made));
    rows = { from: into, columns: sql.columns };
    made = into;
  }
  return { rows, count };
}

/** Makes what the step's counts and examples are read from. */
async function prepareStep(connection: SqlConnection, { dropped, identified }: StepSql, signal: AbortSignal): Promise<void> {
  if (dropped) await connection.exec(createDroppedSql(dropped), [], signal);
  for (const statement of identified?.statements ?? []) await connection.exec(statement, [], signal);
}

async function countStep(
  connection: SqlConnection,
  before: Rows,
  sql: StepSql,
  rowsBefore: number,
  signal: AbortSignal,
): Promise<StepCounts> {
  const nothing = { rowsBefore, rowsAfter: rowsBefore, changed: [], notRead: 0 };
  if (sql.dropped) return { ...nothing, rowsAfter: rowsBefore - (await countOne(connection, COUNT_STEP_DROPPED_SQL, signal)) };
  if (sql.touched.length === 0) return nothing;
  const counted = records(await connection.query(countChangesSql(before, sql), [], signal))[0];
  const changed = sql.touched.map(({ column }, index) => ({ column, cells: Number(counted?.[`n${index}`]) }));
  const identified = sql.identified ? { identified: await countIdentified(connection, sql.identified, rowsBefore, signal) } : {};
  return { ...nothing, changed: changed.filter(({ cells }) => cells > 0), notRead: Number(counted?.unread), ...identified };
}

/** Examples of what a step did. `lineOf`: from a row of the source to its line. */
export async function previewStep(
  connection: SqlConnection,
  { before, sql, counts }: RunStep,
  lineOf: (row: number) => number,
  signal: AbortSignal,
): Promise<StepPreview> {
  const columnsBefore = before.columns.map(({ cell: _, ...column }) => column);
  const ask = async (text: string) => records(await connection.query(text, [], signal));
  const shown = sql.touched.flatMap(({ column }, index) =>
    counts.changed.some((each) => each.column === column) ? [index] : [],
  );
  const cells = shown.length > 0 ? await ask(changedCellsSql(before, sql, shown, EXAMPLES)) : [];
  const examples = cells.map(
    (row): ChangedCell => ({
      line: lineOf(Number(row.row)),
      column: sql.touched[Number(row.place)]?.column ?? '',
      before: textOf(row.before),
      after: textOf(row.after),
    }),
  );
  const gone = sql.dropped ? await ask(droppedCellsSql(before, EXAMPLES)) : [];
  const dropped = gone.map((row) => ({
    line: lineOf(Number(row.row)),
    survivor: row.survivor === null ? null : lineOf(Number(row.survivor)),
    cells: before.columns.map(({ cell }) => textOf(row[cell])),
  }));
  const texts = counts.notRead > 0 ? await ask(notReadSql(before, sql, EXAMPLES)) : [];
  const notReadValues = texts.map(({ value, n }) => ({ value: String(value), rows: Number(n) }));
  return { ...counts, examples, dropped, notReadValues, columnsBefore };
}

function textOf(value: Cell | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

async function countOne(connection: SqlConnection, sql: string, signal: AbortSignal): Promise<number> {
  return Number(records(await connection.query(sql, [], signal))[0]?.n);
}
