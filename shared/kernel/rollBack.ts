import { fault } from '../model/result';
import { quoted } from '../model/saying';
import type { TableInfo } from '../model/workspace';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { FORGET_TABLE_SQL, INSERT_TABLE_SQL } from '../sql/workspaceSql';
import { appendAudit } from './audit';
import { cancelledBy } from './cancelledBy';
import { renewCustomers } from './entities';
import { loadsChanged } from './loadsChanged';
import { renewTags } from './refreshTags';
import { renewCleaned } from './renewCleaned';
import type { Session } from './session';
import { findTable } from './tables';
import { bringBack, findVersion, putAside, readVersions } from './versions';

export function versionHandlers(session: Session): Pick<Handlers<KernelMethods>, 'tables.versions' | 'tables.rollBack'> {
  return {
    'tables.versions': ({ table }) =>
      session.readAside(async (connection) => {
        await findTable(connection, table);
        return (await readVersions(connection, table)).map(({ storedAs: _, ...version }) => version);
      }),
    'tables.rollBack': ({ table, receipt }, call) => rollBack(session, table, receipt, call),
  };
}

/**
 * Makes a table show a former load again, as a new data version; the load that it showed stays among the former ones. What is
 * cleaned by it is made anew, and customers that are made of either are numbered anew, as after an import.
 * @throws Fault UNKNOWN_TABLE, UNKNOWN_VERSION, VERSION_SHOWN, and those of `applyEntities`; then everything stays as it was.
 */
async function rollBack(session: Session, table: string, receipt: number, call: CallContext): Promise<TableInfo> {
  let renewed = false;
  const shown = await session.writeData(async (connection, change) => {
    const before = await findTable(connection, table);
    const version = await findVersion(connection, table, receipt);
    if (version.current)
      throw fault('INVALID_REQUEST', 'version.shown', { table: quoted(table), receipt }, { at: { field: table } });
    if (before.receipt !== null) await putAside(connection, table, before.receipt);
    await bringBack(connection, table, version, session.nextDataVersion);
    await connection.exec(FORGET_TABLE_SQL, [table]);
    await connection.exec(INSERT_TABLE_SQL, [table, JSON.stringify(version.columns), receipt]);
    await appendAudit(connection, session.ports, { action: 'table.rollBack', detail: { table, receipt } });
    const made = await renewCleaned(session, connection, [table], call);
    const customers = await renewCustomers(session, cancelledBy(connection, call.signal), [table, ...made]);
    renewed = customers !== null;
    if (customers) change.customers = customers;
    return { name: table, rows: version.rows, columns: version.columns, receipt };
  });
  loadsChanged(session, renewed);
  await renewTags(session, call);
  return shown;
}
