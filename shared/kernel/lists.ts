import type { List, ListState } from '../model/list';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { listCountsSql, unknownKeysSql } from '../sql/listsSql';
import { saveDefinition } from './definitions';
import { readEntityMap } from './entityMap';
import { refuseNamed } from './inUse';
import { holdMandatoryList } from './mandatoryReads';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { currentLists, findList } from './storedLists';
import { records } from './table';
import { findColumn, findTable } from './tables';
import { tagScope } from './tagScope';

const EXAMPLES = 10;

type ListMethods = Pick<Handlers<KernelMethods>, 'lists.list' | 'lists.save' | 'lists.remove'>;

export function listHandlers(session: Session): ListMethods {
  return {
    'lists.list': (_, { signal }) =>
      session.readOneVersion(async (connection) => {
        const states: ListState[] = [];
        for (const list of await currentLists(connection)) states.push(await listState(connection, list, signal));
        return states;
      }),
    'lists.save': async ({ list }, { signal }) => {
      const state = await session.write((connection) => saveList(session, connection, list, signal));
      session.changed('lists');
      return state;
    },
    'lists.remove': async ({ id }) => {
      await session.write(async (connection) => {
        const { name } = await findList(connection, id);
        await refuseNamed(connection, { kind: 'list', id, name });
        await saveDefinition(connection, { kind: 'list', id, body: null, now: session.ports.clock.now() });
      });
      session.changed('lists');
      return null;
    },
  };
}

/** In the caller's transaction. @throws Fault as `listState`, ROLE_REFUSED. */
export async function saveList(session: Session, connection: SqlConnection, list: List, signal: AbortSignal): Promise<ListState> {
  const state = await listState(connection, list, signal);
  await holdMandatoryList(session, connection, list, await tagScope(connection));
  await saveDefinition(connection, { kind: 'list', id: list.id, body: list, now: session.ports.clock.now() });
  return state;
}

/** How the keys of a list reach the customers as they are. @throws Fault UNKNOWN_TABLE, UNKNOWN_COLUMN, NO_CUSTOMERS, INVALID_RULE. */
async function listState(connection: SqlConnection, list: List, signal: AbortSignal): Promise<ListState> {
  const { columns } = await findTable(connection, list.table);
  findColumn(list.table, columns, list.key);
  const key = (await readEntityMap(connection))?.customers.key;
  if (typeof key !== 'string') throw fault('INVALID_RULE', 'list.noKey', { list: quoted(list.name) }, { hint: 'hint.giveKey' });
  const counts = records(await connection.query(listCountsSql(list, key), [], signal))[0] ?? {};
  const examples = records(await connection.query(unknownKeysSql(list, key, EXAMPLES), [], signal));
  return {
    list,
    rows: Number(counts.n),
    members: Number(counts.members),
    unknownKeys: Number(counts.unknown_keys),
    emptyKeys: Number(counts.empty_keys),
    examples: examples.map(({ key: example }) => String(example)),
  };
}
