import { type Classification, classificationSchema } from '../model/classification';
import { currentDefinitions } from './definitions';
import type { SqlConnection } from './ports';

/** What persons wrote down of columns; nothing where nobody did. */
export async function readClassification(connection: SqlConnection): Promise<Classification> {
  const [saved] = await currentDefinitions(connection, 'classification');
  return classificationSchema.parse(saved?.body ?? {});
}
