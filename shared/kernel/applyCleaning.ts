import type { Cleaning, CleaningState, StepCounts } from '../model/cleaning';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import type { CallContext } from '../rpc/method';
import {
  CREATE_KEPT_DROPPED_SQL,
  createResultSql,
  FORGET_CLEANING_RUN_SQL,
  FORGET_DROPPED_SQL,
  INSERT_CLEANING_RUN_SQL,
  INSERT_DROPPED_SQL,
  insertResultLinesSql,
  keepDroppedSql,
} from '../sql/cleaningSql';
import { CREATE_KEPT_REVIEW_SQL, FORGET_REVIEW_SQL, INSERT_REVIEW_SQL } from '../sql/reviewSql';
import { dropTableSql, FORGET_LINES_SQL, FORGET_TABLE_SQL, INSERT_TABLE_SQL } from '../sql/workspaceSql';
import { cleaningRuns, cleaningSource, type KeptRun } from './cleaningStates';
import { keepReview } from './identified';
import type { SqlConnection } from './ports';
import { runSteps } from './runCleaning';
import type { Session } from './session';

export type Definition = Pick<CleaningState, 'cleaning' | 'version'>;

/**
 * Makes the cleaned table of the source's present load in the caller's transaction, in the place of the one that is there.
 * @throws Fault UNKNOWN_TABLE, UNKNOWN_COLUMN, INVALID_CLEANING, CANCELLED.
 */
export async function applyCleaning(
  session: Session,
  connection: SqlConnection,
  { cleaning, version }: Definition,
  call: CallContext,
): Promise<KeptRun> {
  const { table, result } = cleaning;
  const source = await cleaningSource(connection, cleaning);
  const { receipt } = source;
  const steps: StepCounts[] = [];
  await connection.exec(CREATE_KEPT_DROPPED_SQL);
  await connection.exec(CREATE_KEPT_REVIEW_SQL);
  const cleaned = await runSteps({ connection, cleaning, source, call }, async ({ index, sql, counts }) => {
    steps.push(counts);
    if (sql.identified) await keepReview(connection, sql.identified, { source: table, step: index, signal: call.signal });
    if (sql.dropped) await connection.exec(keepDroppedSql(table, index), [], call.signal);
  });
  refuseNoRows(cleaning, cleaned.count);
  const former = (await cleaningRuns(connection)).find((kept) => kept.table === table);
  if (former) await removeResult(connection, former);
  await connection.exec(createResultSql(result, cleaned.rows), [], call.signal);
  await connection.exec(insertResultLinesSql(result, table, cleaned.rows), [], call.signal);
  await connection.exec(INSERT_DROPPED_SQL, [result]);
  await connection.exec(INSERT_REVIEW_SQL, [result]);
  const made = cleaned.rows.columns.map(({ cell: _, ...column }) => column);
  await connection.exec(INSERT_TABLE_SQL, [result, JSON.stringify(made), null]);
  const appliedAt = new Date(session.ports.clock.now()).toISOString();
  const run = { version, receipt, rows: cleaned.count, steps, appliedAt };
  await keepRun(connection, { table, result, run });
  return { table, result, run };
}

function refuseNoRows({ table }: Cleaning, rows: number): void {
  if (rows > 0) return;
  const rest = { hint: 'hint.keepRows', at: { field: 'steps', path: 'steps' } } as const;
  throw fault('INVALID_CLEANING', 'cleaning.noRows', { table: quoted(table) }, rest);
}

/** Takes a cleaned table away, with all that is known of it; the cleaning's definition stays. */
export async function removeResult(
  connection: SqlConnection,
  { table, result }: Pick<KeptRun, 'table' | 'result'>,
): Promise<void> {
  await connection.exec(dropTableSql(result));
  await connection.exec(FORGET_LINES_SQL, [result]);
  await connection.exec(FORGET_DROPPED_SQL, [result]);
  await connection.exec(FORGET_REVIEW_SQL, [result]);
  await connection.exec(FORGET_TABLE_SQL, [result]);
  await connection.exec(FORGET_CLEANING_RUN_SQL, [table]);
}

/** Notes a run where none is noted. */
export async function keepRun(connection: SqlConnection, { table, result, run }: KeptRun): Promise<void> {
  await connection.exec(INSERT_CLEANING_RUN_SQL, [table, result, JSON.stringify(run)]);
}
