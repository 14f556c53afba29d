import type { CustomerTraces, ErasedCustomer } from '../model/erasure';
import { SHORTEST_TRACE } from '../model/erasure';
import { fault } from '../model/result';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { insertResultLinesSql } from '../sql/cleaningSql';
import {
  FORGET_QUALITY_SQL,
  forgetNotesSql,
  keepOthersSql,
  otherRows,
  pseudonymSql,
  REWRITE_SETTING,
  tellsCustomerSql,
} from '../sql/erasureSql';
import { FORGET_PROFILES_SQL } from '../sql/profileSql';
import { hashedText } from '../sql/treatmentSql';
import { RENAME_LINES_SQL } from '../sql/versionsSql';
import { FORGET_LINES_SQL } from '../sql/workspaceSql';
import { appendAudit } from './audit';
import { cancelledBy } from './cancelledBy';
import { findCustomer } from './customerAt';
import { findTraces } from './customerTraces';
import { applyEntities } from './entities';
import { readEntityMap } from './entityMap';
import { customerHistoryKey } from './exportKeys';
import type { SqlConnection } from './ports';
import { renewTags } from './refreshTags';
import { requireRoomForCopy } from './room';
import type { Session } from './session';
import { writeSetting } from './settings';
import { records } from './table';
import { rewriteFile } from './workspace';

export function erasureHandlers(session: Session): Pick<Handlers<KernelMethods>, 'customers.traces' | 'customers.erase'> {
  return {
    'customers.traces': ({ customer }, { signal }) =>
      session.readAside(async (own) => {
        const connection = cancelledBy(own, signal);
        const { key } = await findCustomer(session, connection, customer);
        return await findTraces(session, connection, key, signal);
      }),
    'customers.erase': (request, call) => eraseCustomer(session, request, call),
  };
}

/**
 * Takes one customer out of everything that the workspace holds, then writes its file anew, since a database keeps the bytes of deleted rows.
 * What others come to stays as it was, the as-of day too; measures that compare customers with one another have one fewer.
 * @throws Fault UNKNOWN_CUSTOMER, INVALID_ENTITIES, INVALID_REQUEST, DISK_FULL where there is no room to write the file anew; then nothing was removed. A fault of the second part, such as DISK_FULL,
 * comes when the rows are gone: the file is then written anew when it is opened next.
 */
async function eraseCustomer(
  session: Session,
  { customer, reason }: { readonly customer: string; readonly reason: string },
  call: CallContext,
): Promise<ErasedCustomer> {
  await requireRoomForCopy(session, session.open.file);
  const history = await customerHistoryKey(session);
  call.progress({ phase: 'erase' });
  const erased = await session.writeData(async (own, change) => {
    const connection = cancelledBy(own, call.signal);
    const { key } = await findCustomer(session, connection, customer);
    refuseLast(session);
    const traces = await findTraces(session, connection, key, call.signal);
    await refuseTelling(connection, reason);
    await removeTraces(connection, traces);
    const map = await readEntityMap(connection);
    const { asOf } = session.customers;
    if (map) change.customers = (await applyEntities(session, connection, map, { signal: call.signal, asOf })).state;
    const pseudonym = await pseudonymOf(connection, key, history);
    const found = traces.found.map(({ kind, table, rows }) => ({ kind, table, rows }));
    const detail = { customer: pseudonym, reason, dataVersion: session.nextDataVersion, found };
    await appendAudit(connection, session.ports, { action: 'customer.erase', detail });
    await writeSetting(connection, REWRITE_SETTING, 'pending');
    return { ...traces, pseudonym };
  });
  session.forget();
  await renewTags(session, call);
  await rewriteFile(session);
  return erased;
}

function refuseLast({ customers }: Session): void {
  if (customers.customers > 1) return;
  throw fault('INVALID_REQUEST', 'erasure.last', {}, { hint: 'hint.deleteWorkspace' });
}

/** The audit cannot be changed later. */
async function refuseTelling(connection: SqlConnection, reason: string): Promise<void> {
  const tells = records(await connection.query(tellsCustomerSql(reason, SHORTEST_TRACE)))[0]?.tells;
  if (tells === true)
    throw fault('INVALID_REQUEST', 'erasure.tellingReason', {}, { hint: 'hint.reasonWithoutName', at: { field: 'reason' } });
}

/** Where the lines of the rows that stay are noted until those of the load are gone: no table is called so. */
const NO_NAME = '\u0001';

async function removeTraces(connection: SqlConnection, { key, found }: CustomerTraces): Promise<void> {
  for (const { table, load = table } of found) {
    if (table === null || load === null) continue;
    const others = `${load}${NO_NAME}`;
    await connection.exec(insertResultLinesSql(others, load, otherRows(load)));
    await connection.exec(keepOthersSql(load));
    await connection.exec(FORGET_LINES_SQL, [load]);
    await connection.exec(RENAME_LINES_SQL, [others, load]);
    await connection.exec(FORGET_PROFILES_SQL, [table]);
  }
  await connection.exec(forgetNotesSql(SHORTEST_TRACE, key));
  await connection.exec(FORGET_QUALITY_SQL);
}

async function pseudonymOf(connection: SqlConnection, key: string, history: Uint8Array): Promise<string> {
  const sql = pseudonymSql(hashedText('key', { key: history, type: 'customer' }));
  return String(records(await connection.query(sql, [key]))[0]?.pseudonym);
}
