import { fault } from '../model/result';
import { quoted } from '../model/saying';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { FORGET_PROFILES_SQL } from '../sql/profileSql';
import { dropTableSql, FORGET_TABLE_SQL } from '../sql/workspaceSql';
import { removeResult } from './applyCleaning';
import { appendAudit } from './audit';
import { cleaningStates } from './cleaningStates';
import { refuseUsed } from './inUse';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { findTable } from './tables';
import { dropVersions } from './versions';

export function dropHandlers(session: Session): Pick<Handlers<KernelMethods>, 'tables.drop'> {
  return {
    'tables.drop': async ({ table }) => {
      await session.writeData(async (connection) => {
        await dropTable(connection, table);
        await appendAudit(connection, session.ports, { action: 'table.drop', detail: { table } });
      });
      session.changed('tables', 'cleanings', 'workspace', 'audit');
      return null;
    },
  };
}

/** @throws Fault UNKNOWN_TABLE; INVALID_ENTITIES, INVALID_CLEANING when something else is made of the table. */
async function dropTable(connection: SqlConnection, table: string): Promise<void> {
  const { cleaned, receipt } = await findTable(connection, table);
  await refuseUsed(connection, table);
  if (cleaned) return await removeResult(connection, { table: cleaned.table, result: table });
  await refuseCleaned(connection, table);
  if (receipt === null) await connection.exec(dropTableSql(table));
  else await dropVersions(connection, table);
  await connection.exec(FORGET_TABLE_SQL, [table]);
  await connection.exec(FORGET_PROFILES_SQL, [table]);
}

async function refuseCleaned(connection: SqlConnection, table: string): Promise<void> {
  const found = (await cleaningStates(connection)).find(({ cleaning }) => cleaning.table === table);
  if (!found) return;
  const said = { table: quoted(table), result: quoted(found.cleaning.result) };
  throw fault('INVALID_CLEANING', 'table.hasCleaning', said, { hint: 'hint.dropCleaning', at: { field: table } });
}
