import type { EntityMap, KeyRepair } from '#shared/model/entities';

type Customers = EntityMap['customers'];

export function emptyMap(table: string, key: Customers['key']): EntityMap {
  return { customers: { table, key }, attributes: [], events: [], balances: [], exposures: [] };
}

/** Another table or key: a repair chosen for the former one no longer applies. */
export function withCustomers(map: EntityMap, customers: Pick<Customers, 'table' | 'key'>): EntityMap {
  return { ...map, customers, attributes: map.attributes.filter(({ table }) => table !== customers.table) };
}

export function withRepair(map: EntityMap, repair: KeyRepair | null): EntityMap {
  const { repair: _former, ...customers } = map.customers;
  return { ...map, customers: repair ? { ...customers, repair } : customers };
}

/** Adds the table, or changes the key of one that is there. */
export function withAttribute(map: EntityMap, table: string, key: string): EntityMap {
  const known = map.attributes.some((attribute) => attribute.table === table);
  const attributes = known
    ? map.attributes.map((attribute) => (attribute.table === table ? { table, key } : attribute))
    : [...map.attributes, { table, key }];
  return { ...map, attributes };
}

export function withoutAttribute(map: EntityMap, table: string): EntityMap {
  return { ...map, attributes: map.attributes.filter((attribute) => attribute.table !== table) };
}

export function withAsOf(map: EntityMap, asOf: string | null): EntityMap {
  const { asOf: _former, ...rest } = map;
  return asOf ? { ...rest, asOf } : rest;
}
