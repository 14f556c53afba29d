import { z } from 'zod';

/** A list of customers: the keys in a column of an imported table. */
export const listSchema = z.strictObject({
  id: z.string().min(1).max(200),
  name: z.string().min(1).max(200),
  description: z.string().max(10_000).default(''),
  table: z.string().min(1).max(4096),
  key: z.string().min(1).max(4096),
});
export type List = z.infer<typeof listSchema>;

/** How the keys of a list reach the customers. */
export interface ListState {
  readonly list: List;
  readonly rows: number;
  /** Customers that are on the list. */
  readonly members: number;
  /** Different keys that no customer has; rows without a key. */
  readonly unknownKeys: number;
  readonly emptyKeys: number;
  /** The first few of the unknown keys. */
  readonly examples: readonly string[];
}
