import { type List, listSchema } from '../model/list';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import { currentDefinitions } from './definitions';
import type { SqlConnection } from './ports';

export async function currentLists(connection: SqlConnection): Promise<List[]> {
  return (await currentDefinitions(connection, 'list')).map(({ body }) => listSchema.parse(body));
}

/** @throws Fault UNKNOWN_LIST. */
export async function findList(connection: SqlConnection, id: string): Promise<List> {
  const found = (await currentLists(connection)).find((list) => list.id === id);
  if (found) return found;
  throw fault('UNKNOWN_LIST', 'list.unknown', { list: quoted(id) }, { hint: 'hint.chooseList', at: { field: id } });
}
