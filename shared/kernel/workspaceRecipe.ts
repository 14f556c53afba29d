import { customerTables } from '../model/cleaning';
import type { ImportReceipt } from '../model/import';
import type { WrittenRecipe } from '../model/recipe';
import { fault } from '../model/result';
import { WORK_RESULTS, WORK_TABLE, workEvent } from '../model/workList';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { appliedCleaning, cleaningRuns } from './cleaningStates';
import { readEntityMap } from './entityMap';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { currentLists } from './storedLists';
import { listSegments } from './storedSegments';
import { knownTables, readReceipts } from './tables';
import { exportLibrary } from './tagLibraryFile';
import { readersWhere } from './tagLineage';
import type { Reads } from './tagReads';
import { tagScope } from './tagScope';

export function workspaceRecipeHandlers(session: Session): Pick<Handlers<KernelMethods>, 'workspace.recipe'> {
  return { 'workspace.recipe': () => session.readOneVersion((connection) => workspaceRecipe(session, connection)) };
}

/**
 * What makes the workspace again from its files: those of the loads that its tables show, by their names alone, and its definitions in
 * their newest versions, without those that ask for results of work lists. @throws Fault NO_CUSTOMERS.
 */
async function workspaceRecipe(session: Session, connection: SqlConnection): Promise<WrittenRecipe> {
  const { asOf } = session.customers;
  const map = await readEntityMap(connection);
  if (!map) throw fault('NO_CUSTOMERS', 'entities.none', {}, { hint: 'hint.chooseCustomers' });
  const { tags } = await exportLibrary(connection);
  const made = await madeTables(connection);
  const events = made.has(WORK_TABLE) ? WORK_RESULTS.map(workEvent) : [];
  const isOfWork = ({ events: read, contacts }: Reads) =>
    (contacts && events.length > 0) || events.some((event) => read.has(event));
  const ofWork = readersWhere(isOfWork, await tagScope(connection));
  const segments = (await listSegments(connection)).map(({ segment }) => segment);
  return {
    imports: await importsOf(connection),
    cleanings: await cleaningsOf(connection),
    entities: { ...map, events: map.events.filter(({ table }) => !made.has(table)), asOf },
    lists: (await currentLists(connection)).filter(({ table }) => !made.has(table)).toReversed(),
    tags: tags.filter(({ id }) => !ofWork.tags.includes(id)),
    segments: segments.filter(({ id }) => !ofWork.segments.includes(id)).toReversed(),
    portraits: [],
    funnels: [],
    retentions: [],
    paths: [],
    trends: [],
    experiments: [],
  };
}

/** Tables that no file makes: lists that were frozen, results of work lists. */
async function madeTables(connection: SqlConnection): Promise<ReadonlySet<string>> {
  const made = (await knownTables(connection)).filter(({ receipt, cleaned }) => receipt === null && !cleaned);
  return new Set(made.map(({ name }) => name));
}

async function importsOf(connection: SqlConnection): Promise<WrittenRecipe['imports']> {
  const receipts = new Map((await readReceipts(connection)).map((receipt) => [receipt.id, receipt]));
  const shown = (await knownTables(connection)).flatMap(({ name, receipt, cleaned }) => {
    const found = cleaned || receipt === null ? undefined : receipts.get(receipt);
    return found ? [{ table: name, receipt: found }] : [];
  });
  shown.sort((a, b) => a.receipt.id - b.receipt.id);
  return shown.map(({ table, receipt }) => ({ ...filesOf(receipt), table, options: receipt.options }));
}

function filesOf({ file, files = [] }: ImportReceipt): { file: string; more?: string[] } {
  const [, ...more] = files.map(({ name }) => name);
  return more.length > 0 ? { file, more } : { file };
}

/** Those in force, each after the one that makes the table of customers it looks into. */
async function cleaningsOf(connection: SqlConnection): Promise<NonNullable<WrittenRecipe['cleanings']>> {
  const waiting = new Set<Awaited<ReturnType<typeof appliedCleaning>>['cleaning']>();
  for (const run of await cleaningRuns(connection)) waiting.add((await appliedCleaning(connection, run)).cleaning);
  const ordered: NonNullable<WrittenRecipe['cleanings']> = [];
  const isReady = (tables: readonly string[]) => [...waiting].every(({ result }) => !tables.includes(result));
  for (let before = -1; before < ordered.length; ) {
    before = ordered.length;
    for (const cleaning of waiting) {
      if (!isReady(customerTables(cleaning))) continue;
      ordered.push(cleaning);
      waiting.delete(cleaning);
    }
  }
  return [...ordered, ...waiting];
}
