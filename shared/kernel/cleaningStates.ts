import { type Cleaning, type CleaningRun, type CleaningState, cleaningSchema } from '../model/cleaning';
import { fault } from '../model/result';
import { quoted, say } from '../model/saying';
import { LIST_CLEANING_RUNS_SQL } from '../sql/cleaningSql';
import { currentDefinitions, definitionVersions, type StoredDefinition } from './definitions';
import type { SqlConnection } from './ports';
import { records } from './table';
import { findKnown, type KnownTable, knownTables } from './tables';
import { takenNames } from './versions';

/** Cleanings with what came of them, last saved first. */
export async function cleaningStates(connection: SqlConnection): Promise<CleaningState[]> {
  const runs = await cleaningRuns(connection);
  return (await currentDefinitions(connection, 'cleaning')).map((definition) => cleaningState(definition, runs));
}

export function cleaningState({ body, version, savedAt }: StoredDefinition, runs: readonly KeptRun[]): CleaningState {
  const cleaning = cleaningSchema.parse(body);
  return { cleaning, version, savedAt, run: runs.find(({ table }) => table === cleaning.table)?.run ?? null };
}

/** A run in force: the source it is of, and the table it made. */
export interface KeptRun {
  readonly table: string;
  readonly result: string;
  readonly run: CleaningRun;
}

export async function cleaningRuns(connection: SqlConnection): Promise<KeptRun[]> {
  return records(await connection.query(LIST_CLEANING_RUNS_SQL)).map(({ table_name, result, run }) => ({
    table: String(table_name),
    result: String(result),
    run: JSON.parse(String(run)) as CleaningRun,
  }));
}

/** The cleaning as it made the table that is there, which may not be as it is saved now. */
export async function appliedCleaning(
  connection: SqlConnection,
  { table, run }: KeptRun,
): Promise<Pick<CleaningState, 'cleaning' | 'version'>> {
  const versions = await definitionVersions(connection, 'cleaning', table);
  const applied = versions.find(({ version }) => version === run.version);
  if (!applied) throw new Error(`no version ${run.version} of the cleaning of ${table}`);
  return { cleaning: cleaningSchema.parse(applied.body), version: applied.version };
}

/** @throws Fault UNKNOWN_CLEANING. */
export async function findCleaning(connection: SqlConnection, table: string): Promise<CleaningState> {
  const states = await cleaningStates(connection);
  const found = states.find(({ cleaning }) => cleaning.table === table);
  if (found) return found;
  throw fault(
    'UNKNOWN_CLEANING',
    'cleaning.unknown',
    { table: quoted(table) },
    { hint: 'hint.saveCleaning', at: { field: table } },
  );
}

/** An imported table, with the receipt of the load that it shows. */
export interface CleanedSource extends KnownTable {
  readonly receipt: number;
  /** All tables that there are. */
  readonly tables: readonly KnownTable[];
}

/** @throws Fault UNKNOWN_TABLE; INVALID_CLEANING where the table was not imported itself, or the result's name is another's. */
export async function cleaningSource(connection: SqlConnection, { table, result }: Cleaning): Promise<CleanedSource> {
  const tables = await knownTables(connection);
  const source = findKnown(tables, table);
  const { receipt, cleaned } = source;
  const at = { field: 'table', path: 'table' };
  if (cleaned) {
    const hint = say('hint.cleanSource', { source: quoted(cleaned.table) });
    const said = { table: quoted(table), source: quoted(cleaned.table) };
    throw fault('INVALID_CLEANING', 'table.cleaned', said, { hint, at });
  }
  if (receipt === null)
    throw fault('INVALID_CLEANING', 'cleaning.notImported', { table: quoted(table) }, { hint: 'hint.importedTable', at });
  const same = tables.find(({ name }) => name.toLowerCase() === result.toLowerCase());
  const isTaken = same ? same.cleaned?.table !== table : (await takenNames(connection)).has(result.toLowerCase());
  if (isTaken) {
    const rest = { hint: 'hint.otherTable', at: { field: 'result', path: 'result' } } as const;
    throw fault('INVALID_CLEANING', 'cleaning.resultTaken', { result: quoted(result) }, rest);
  }
  return { ...source, receipt, tables };
}
