import { type Cleaning, type CleaningState, cleaningSchema, type StepCounts } from '../model/cleaning';
import { type ErrorCode, Fault, fault } from '../model/result';
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
import { dropTableSql, FORGET_LINES_SQL, FORGET_TABLE_SQL, INSERT_TABLE_SQL } from '../sql/workspaceSql';
import { cleaningRuns, cleaningSource, type KeptRun } from './cleaningStates';
import { definitionVersions } from './definitions';
import type { SqlConnection } from './ports';
import { runSteps } from './runCleaning';
import type { Session } from './session';

/** Faults of a cleaning that a new load does not fit; every other stops the import. */
const OWN_FAULTS: ReadonlySet<ErrorCode> = new Set(['INVALID_CLEANING', 'UNKNOWN_COLUMN']);

type Definition = Pick<CleaningState, 'cleaning' | 'version'>;

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
  const { columns, receipt } = await cleaningSource(connection, cleaning);
  const steps: StepCounts[] = [];
  await connection.exec(CREATE_KEPT_DROPPED_SQL);
  const cleaned = await runSteps({ connection, cleaning, columns, call }, async ({ index, sql, counts }) => {
    steps.push(counts);
    if (sql.dropped) await connection.exec(keepDroppedSql(table, index), [], call.signal);
  });
  refuseNoRows(cleaning, cleaned.count);
  const former = (await cleaningRuns(connection)).find((kept) => kept.table === table);
  if (former) await removeResult(connection, former);
  await connection.exec(createResultSql(result, cleaned.rows), [], call.signal);
  await connection.exec(insertResultLinesSql(result, table, cleaned.rows), [], call.signal);
  await connection.exec(INSERT_DROPPED_SQL, [result]);
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

/**
 * Cleans the load that a table shows now, by the version of the cleaning that made the table that is there. Where it does not fit
 * the load, the cleaned table stays and says so. Answers the cleaned table's name where that was made anew.
 * @throws Fault CANCELLED, OUT_OF_MEMORY, DISK_FULL.
 */
export async function renewCleaned(
  session: Session,
  connection: SqlConnection,
  table: string,
  call: CallContext,
): Promise<string | null> {
  const kept = (await cleaningRuns(connection)).find((each) => each.table === table);
  if (!kept) return null;
  const versions = await definitionVersions(connection, 'cleaning', table);
  const applied = versions.find(({ version }) => version === kept.run.version);
  if (!applied) throw new Error(`no version ${kept.run.version} of the cleaning of ${table}`);
  const { version, body } = applied;
  try {
    return (await applyCleaning(session, connection, { cleaning: cleaningSchema.parse(body), version }, call)).result;
  } catch (cause) {
    if (!(cause instanceof Fault) || !OWN_FAULTS.has(cause.error.code)) throw cause;
    await connection.exec(FORGET_CLEANING_RUN_SQL, [table]);
    await keepRun(connection, { ...kept, run: { ...kept.run, error: cause.error } });
    return null;
  }
}

/** Takes a cleaned table away, with all that is known of it; the cleaning's definition stays. */
export async function removeResult(
  connection: SqlConnection,
  { table, result }: Pick<KeptRun, 'table' | 'result'>,
): Promise<void> {
  await connection.exec(dropTableSql(result));
  await connection.exec(FORGET_LINES_SQL, [result]);
  await connection.exec(FORGET_DROPPED_SQL, [result]);
  await connection.exec(FORGET_TABLE_SQL, [result]);
  await connection.exec(FORGET_CLEANING_RUN_SQL, [table]);
}

async function keepRun(connection: SqlConnection, { table, result, run }: KeptRun): Promise<void> {
  await connection.exec(INSERT_CLEANING_RUN_SQL, [table, result, JSON.stringify(run)]);
}
