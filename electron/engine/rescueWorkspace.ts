import { constants, promises as fs } from 'node:fs';
import { basename, join } from 'node:path';
import { checkDatabaseHeader } from '#shared/engines/databaseHeader';
import { openFault } from '#shared/engines/duckdbFault';
import { mendWorkspace } from '#shared/kernel/mendWorkspace';
import type { SqlConnection } from '#shared/kernel/ports';
import { requireRoom } from '#shared/kernel/room';
import { records } from '#shared/kernel/table';
import type { EntityMap } from '#shared/model/entities';
import {
  CATALOGUE,
  LOG,
  RENEWAL,
  type Rescue,
  type RescuedTable,
  type RescueOrder,
  type RescueProgress,
  wholeName,
} from '#shared/model/rescue';
import { errorOf, Fault, fault } from '#shared/model/result';
import {
  attachDamagedSql,
  CURRENT_DATABASE_SQL,
  copyCatalogueSql,
  DAMAGED_TABLES_SQL,
  DETACH_DAMAGED_SQL,
} from '#shared/sql/rescueSql';
import { nativeEngines } from './nativeEngine';
import { NodeFiles, nodeFault, replaceFile, statOrNull } from './nodeFiles';
import { refuseOwned } from './nodeFilesOwner';
import { noteRescue } from './noteRescue';
import { makePrivateFolder, removePrivateFolder } from './privateFolder';
import { renewRescued } from './renewRescued';
import { RescueRows, stopUnlessDamage } from './rescueRows';
import { isSealed, sealFile, unsealRest } from './sealedFile';

/** What a rescue tells while it works. */
export interface RescueTeller {
  /** Beforehand, what is read next, as a damaged file may end the process. */
  reading(what: string): void;
  progress(progress: RescueProgress): void;
  /** The folder it works in, where that is not the order's. */
  working(folder: string): void;
}

/**
 * Brings what can be read of a damaged workspace into a new one, table by table, from a copy: the damaged file is only read. Of a sealed one
 * what opens and authenticates is read, and the new one is sealed with the same passphrase.
 * @throws Fault WORKSPACE_DAMAGED where not even its catalogue can be read, NOT_A_WORKSPACE, WORKSPACE_NEWER, WORKSPACE_LOCKED, FILE_EXISTS,
 * WORKSPACE_SEALED, WRONG_PASSPHRASE, FILE_NOT_FOUND, NO_PERMISSION, DISK_FULL, OUT_OF_MEMORY; ENGINE_STOPPED where the database is of no use any more.
 */
export async function rescueWorkspace(order: RescueOrder, teller: RescueTeller): Promise<Rescue> {
  const files = new NodeFiles();
  try {
    await refuseUnusable(files, order);
    const { passphrase } = order;
    const rescue = { files, order, teller };
    return passphrase !== undefined && (await isSealed(order.from))
      ? await rescueSealed(rescue, passphrase)
      : await rescuePlain(rescue);
  } catch (cause) {
    throw nodeFault(cause, order.to);
  }
}

interface Work {
  readonly files: NodeFiles;
  readonly order: RescueOrder;
  readonly teller: RescueTeller;
}

async function rescuePlain(work: Work): Promise<Rescue> {
  const { folder, to } = work.order;
  await fs.rm(folder, { recursive: true, force: true });
  await fs.mkdir(folder, { mode: 0o700 });
  const { copy, hasLog } = await copyDamaged(work.order, folder);
  const made = join(folder, 'new.huaxiang');
  const rescue = await rescueCopy(work, { copy, hasLog, made });
  await replaceFile(made, to);
  return { ...rescue, sealed: false };
}

/** Its plain copy and the new workspace lie where those of open sealed workspaces do, in memory where there is room. */
async function rescueSealed(work: Work, passphrase: string): Promise<Rescue> {
  const { from, to, folder: onDisk } = work.order;
  const { size } = await fs.stat(from);
  const folder = await makePrivateFolder(to, size, onDisk);
  work.teller.working(folder.folder);
  try {
    const copy = join(folder.folder, 'damaged.huaxiang');
    const seal = await unsealRest(from, copy, passphrase).catch((cause) => {
      throw saidOfRescue(cause, basename(from));
    });
    const rescue = await rescueCopy(work, { copy, hasLog: false, made: folder.plain });
    await sealFile(folder.plain, to, seal);
    return { ...rescue, sealed: true };
  } finally {
    await removePrivateFolder(folder);
  }
}

function saidOfRescue(cause: unknown, file: string): unknown {
  if (!(cause instanceof Fault)) return cause;
  const at = { file };
  if (cause.error.code === 'WORKSPACE_DAMAGED') return beyondRescue(cause, file);
  if (cause.error.code !== 'WRONG_PASSPHRASE') return cause;
  return fault('WRONG_PASSPHRASE', 'sealed.wrongPassphrase', { file }, { hint: 'hint.passphraseOrHead', at });
}

async function rescueCopy({ files, order, teller }: Work, paths: Paths): Promise<Omit<Rescue, 'sealed'>> {
  const { tables, log, map } = await salvage(files, { order, teller, ...paths });
  const customersError = await renew(files, paths.made, { order, map, teller });
  const rescue = { tables, log, customersError };
  await noteRescue(files, paths.made, { from: basename(order.from), rescue });
  return rescue;
}

async function renew(
  files: NodeFiles,
  made: string,
  { order, map, teller }: Pick<Salvage, 'order' | 'teller'> & Pick<Salvaged, 'map'>,
): Promise<Rescue['customersError']> {
  if (order.skip.includes(RENEWAL)) return errorOf('ENGINE_STOPPED', 'engine.crashed', {});
  teller.reading(RENEWAL);
  return await renewRescued(files, made, map);
}

/** What is no workspace at all is said so; that it is cut short is why it is rescued. */
async function refuseUnusable(files: NodeFiles, { from, to, passphrase }: RescueOrder): Promise<void> {
  if ((await statOrNull(to)) !== null) {
    const name = basename(to);
    throw fault('FILE_EXISTS', 'file.exists', { file: name }, { hint: 'hint.otherName', at: { file: name } });
  }
  await refuseOwned(from, ['native', 'wasm']);
  try {
    await checkDatabaseHeader(files, files.grant(from));
  } catch (cause) {
    const code = cause instanceof Fault ? cause.error.code : null;
    if (code !== 'WORKSPACE_DAMAGED' && !(code === 'WORKSPACE_SEALED' && passphrase !== undefined)) throw cause;
  }
  const sizes = await Promise.all([from, `${from}.wal`].map(async (path) => (await statOrNull(path))?.size ?? 0));
  const size = sizes.reduce((sum, each) => sum + each, 0);
  // The copy that is read, and the new workspace.
  await requireRoom(files, files.grant(to), 2 * size);
}

/** The log goes along unless it is to be left out. */
async function copyDamaged({ from, skip }: RescueOrder, folder: string): Promise<Pick<Paths, 'copy' | 'hasLog'>> {
  const copy = join(folder, 'damaged.huaxiang');
  const log = `${from}.wal`;
  await fs.copyFile(from, copy, constants.COPYFILE_FICLONE);
  const hasLog = (await statOrNull(log)) !== null;
  if (hasLog && !skip.includes(LOG)) await fs.copyFile(log, `${copy}.wal`, constants.COPYFILE_FICLONE);
  return { copy, hasLog };
}

interface Paths {
  readonly copy: string;
  readonly hasLog: boolean;
  /** The new workspace, which is not there yet. */
  readonly made: string;
}

interface Salvage extends Paths {
  readonly order: RescueOrder;
  readonly teller: RescueTeller;
}

interface Salvaged extends Pick<Rescue, 'tables' | 'log'> {
  readonly map: EntityMap | null;
}

async function salvage(files: NodeFiles, parts: Salvage): Promise<Salvaged> {
  const engine = await nativeEngines(files).open(files.grant(parts.made), {});
  try {
    const connection = await engine.connect();
    const log = await attachDamaged(connection, parts);
    const into = String(records(await connection.query(CURRENT_DATABASE_SQL))[0]?.name);
    await connection.exec(copyCatalogueSql(into));
    const tables = await copyTables(connection, parts);
    // What becomes of the copy is nobody's matter.
    await connection.exec(DETACH_DAMAGED_SQL).catch(stopUnlessDamage);
    return { tables, log, map: await mendWorkspace(connection, tables, Date.now()) };
  } finally {
    await engine.close();
  }
}

/** With its log, or without where that cannot be read: then it is what it was before the latest changes. */
async function attachDamaged(connection: SqlConnection, { order, copy, hasLog, teller }: Salvage): Promise<Rescue['log']> {
  const attach = () => connection.exec(attachDamagedSql(copy));
  if (hasLog && !order.skip.includes(LOG)) {
    teller.reading(LOG);
    try {
      await attach();
      return 'read';
    } catch (cause) {
      stopUnlessDamage(cause);
      await fs.rm(`${copy}.wal`, { force: true });
    }
  }
  teller.reading(CATALOGUE);
  try {
    await attach();
  } catch (cause) {
    throw beyondRescue(cause, basename(order.from));
  }
  return hasLog ? 'unreadable' : 'none';
}

function beyondRescue(cause: unknown, name: string): unknown {
  const opened = openFault(cause, name);
  if (!(opened instanceof Fault) || opened.error.code !== 'WORKSPACE_DAMAGED') return opened;
  return fault('WORKSPACE_DAMAGED', 'workspace.beyondRescue', { name }, { hint: 'hint.restoreCopy', at: { file: name } });
}

async function copyTables(connection: SqlConnection, { order, teller }: Salvage): Promise<RescuedTable[]> {
  const found = records(await connection.query(DAMAGED_TABLES_SQL)).map(({ schema, table, row_ids }) => ({
    name: { schema: String(schema), table: String(table) },
    rowIds: Number(row_ids),
  }));
  if (!found.some(({ name }) => wholeName(name) === 'meta.workspace')) {
    const file = basename(order.from);
    throw fault('NOT_A_WORKSPACE', 'workspace.otherDatabase', { file }, { hint: 'hint.ownWorkspace', at: { file } });
  }
  const total = found.reduce((sum, { rowIds }) => sum + rowIds, 0);
  const rows = new RescueRows(connection, total, teller.progress);
  rows.pass(0);
  const tables: RescuedTable[] = [];
  for (const { name, rowIds } of found) {
    if (order.skip.includes(wholeName(name))) {
      tables.push({ ...name, rows: 0, lost: null });
      rows.pass(rowIds);
    } else {
      teller.reading(wholeName(name));
      tables.push(await rows.copyTable(name, rowIds));
    }
  }
  return tables;
}
