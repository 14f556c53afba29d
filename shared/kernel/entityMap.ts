import { type EntityMap, entityMapSchema } from '../model/entities';
import { currentDefinitions } from './definitions';
import type { SqlConnection } from './ports';

/** The definition under which the one entity map of a workspace is kept. */
export const ENTITY_MAP_ID = 'entities';

export async function readEntityMap(connection: SqlConnection): Promise<EntityMap | null> {
  const [current] = await currentDefinitions(connection, 'entities');
  return current ? entityMapSchema.parse(current.body) : null;
}
