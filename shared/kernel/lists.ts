import { type List, type ListState, listSchema } from '../model/list';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { listCountsSql, unknownKeysSql } from '../sql/listsSql';
import { currentDefinitions, saveDefinition } from './definitions';
import { readEntityMap } from './entityMap';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { records } from './table';
import { findColumn, findTable } from './tables';

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
      const state = await session.write(async (connection) => {
        const found = await listState(connection, list, signal);
        await saveDefinition(connection, { kind: 'list', id: list.id, body: list, now: session.ports.clock.now() });
        return found;
      });
      session.changed('lists');
      return state;
    },
    'lists.remove': async ({ id }) => {
      await session.write(async (connection) => {
        await findList(connection, id);
        await saveDefinition(connection, { kind: 'list', id, body: null, now: session.ports.clock.now() });
      });
      session.changed('lists');
      return null;
    },
  };
}

export async function currentLists(connection: SqlConnection): Promise<List[]> {
  return (await currentDefinitions(connection, 'list')).map(({ body }) => listSchema.parse(body));
}

async function findList(connection: SqlConnection, id: string): Promise<List> {
  const found = (await currentLists(connection)).find((list) => list.id === id);
  if (found) return found;
  throw fault('UNKNOWN_LIST', 'list.unknown', { list: quoted(id) }, { hint: 'hint.chooseList', at: { field: id } });
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
