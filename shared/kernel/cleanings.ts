import type { Cleaning, CleaningPreview, CleaningState, StepPreview } from '../model/cleaning';
import type { KernelMethods } from '../rpc/contract';
import type { Args, CallContext, Handlers } from '../rpc/method';
import { COUNT_DROPPED_SQL, LIST_DROPPED_SQL } from '../sql/cleaningSql';
import { applyCleaning, removeResult } from './applyCleaning';
import { appendAudit } from './audit';
import { cancelledBy } from './cancelledBy';
import { checkCleaning } from './checkCleaning';
import { cleaningRuns, cleaningSource, cleaningState, cleaningStates, findCleaning } from './cleaningStates';
import { saveDefinition } from './definitions';
import { renewCustomers } from './entities';
import { reviewRows } from './identified';
import { refuseUsed } from './inUse';
import type { SqlConnection } from './ports';
import { renewTags } from './refreshTags';
import { renewCleaned } from './renewCleaned';
import { previewStep, runSteps } from './runCleaning';
import type { Session } from './session';
import { readSourceLines } from './sourceLines';
import { suggestSpellings } from './spellings';
import { records } from './table';

type CleaningMethods = Pick<Handlers<KernelMethods>, Extract<keyof KernelMethods, `cleanings.${string}`>>;

export function cleaningHandlers(session: Session): CleaningMethods {
  return {
    'cleanings.list': () => session.read(cleaningStates),
    'cleanings.preview': ({ cleaning, upTo }, call) =>
      session.readAside((connection) => previewCleaning(connection, upToStep(cleaning, upTo), call)),
    'cleanings.spellings': ({ cleaning, step, column }, call) =>
      session.readAside(async (connection) => {
        const before = { ...cleaning, steps: cleaning.steps.slice(0, step) };
        const source = await cleaningSource(connection, before);
        return await suggestSpellings({ connection, cleaning: before, source, call }, step, column);
      }),
    'cleanings.save': async ({ cleaning }) => {
      const saved = await session.write((connection) => saveCleaning(session, connection, cleaning));
      session.changed('cleanings');
      return saved;
    },
    'cleanings.apply': ({ table }, call) => applySaved(session, table, call),
    'cleanings.review': (request) => session.read((connection) => reviewRows(connection, request)),
    'cleanings.dropped': (request) => session.read((connection) => droppedRows(connection, request)),
    'cleanings.drop': async ({ table }) => {
      await session.writeData((connection) => dropCleaning(session, connection, table));
      session.changed('tables', 'cleanings', 'workspace');
      return null;
    },
  };
}

function upToStep(cleaning: Cleaning, upTo: number | undefined): Cleaning {
  return upTo === undefined ? cleaning : { ...cleaning, steps: cleaning.steps.slice(0, upTo + 1) };
}

/** @throws Fault UNKNOWN_TABLE, UNKNOWN_COLUMN, INVALID_CLEANING, CANCELLED. */
async function previewCleaning(connection: SqlConnection, cleaning: Cleaning, call: CallContext): Promise<CleaningPreview> {
  const source = await cleaningSource(connection, cleaning);
  const lineOf = await readSourceLines(connection, cleaning.table);
  const steps: StepPreview[] = [];
  const { rows, count } = await runSteps({ connection, cleaning, source, call }, async (step) => {
    steps.push(await previewStep(connection, step, lineOf, call.signal));
  });
  return { steps, columns: rows.columns.map(({ cell: _, ...column }) => column), rows: count };
}

async function saveCleaning(session: Session, connection: SqlConnection, cleaning: Cleaning): Promise<CleaningState> {
  checkCleaning(cleaning, await cleaningSource(connection, cleaning));
  const definition = { kind: 'cleaning', id: cleaning.table, body: cleaning, now: session.ports.clock.now() } as const;
  return cleaningState(await saveDefinition(connection, definition), await cleaningRuns(connection));
}

/** What is made of the cleaned table, by cleanings or as customers, is made anew, as after an import. */
async function applySaved(session: Session, table: string, call: CallContext): Promise<CleaningState> {
  let renewed = false;
  const applied = await session.writeData(async (connection, change) => {
    const state = await findCleaning(connection, table);
    const { result } = state.cleaning;
    const former = (await cleaningRuns(connection)).find((kept) => kept.table === table);
    if (former && former.result !== result) await refuseUsed(connection, former.result);
    await applyCleaning(session, connection, state, call);
    await appendAudit(connection, session.ports, { action: 'table.clean', detail: { table, result } });
    const made = await renewCleaned(session, connection, [result], call);
    const customers = await renewCustomers(session, cancelledBy(connection, call.signal), [result, ...made]);
    renewed = customers !== null;
    if (customers) change.customers = customers;
    return await findCleaning(connection, table);
  });
  session.changed('tables', 'cleanings', 'workspace', ...(renewed ? (['entities', 'tags', 'segments'] as const) : []));
  await renewTags(session, call);
  return applied;
}

/** @throws Fault UNKNOWN_CLEANING; INVALID_ENTITIES while the entity map reads the cleaned table. */
async function dropCleaning(session: Session, connection: SqlConnection, table: string): Promise<void> {
  await findCleaning(connection, table);
  const kept = (await cleaningRuns(connection)).find((each) => each.table === table);
  if (kept) {
    await refuseUsed(connection, kept.result);
    await removeResult(connection, kept);
  }
  await saveDefinition(connection, { kind: 'cleaning', id: table, body: null, now: session.ports.clock.now() });
}

/** @throws Fault UNKNOWN_CLEANING. */
async function droppedRows(
  connection: SqlConnection,
  { table, offset, limit }: Args<KernelMethods, 'cleanings.dropped'>,
): Promise<Awaited<ReturnType<CleaningMethods['cleanings.dropped']>>> {
  await findCleaning(connection, table);
  const kept = (await cleaningRuns(connection)).find((each) => each.table === table);
  if (!kept) return { total: 0, rows: [] };
  const total = Number(records(await connection.query(COUNT_DROPPED_SQL, [kept.result]))[0]?.n);
  const rows = records(await connection.query(LIST_DROPPED_SQL, [kept.result, limit, offset]));
  return {
    total,
    rows: rows.map(({ step, line, survivor }) => ({
      step: Number(step),
      line: Number(line),
      survivor: survivor === null ? null : Number(survivor),
    })),
  };
}
