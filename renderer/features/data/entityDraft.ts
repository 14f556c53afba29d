import { hashKey } from '@tanstack/react-query';
import {
  type CustomerPath,
  type EntityMap,
  hopsOf,
  type KeyRepair,
  keyColumnOf,
  type PathHop,
  type SourceKind,
} from '#shared/model/entities';
import type { TableInfo } from '#shared/model/workspace';
import { isNumeric } from '../../ui/grid/gridColumns';
import { likelyKey } from './likelyKey';

type Customers = EntityMap['customers'];
/** Parts of a map that are lists of tables with all their fields. */
export type PartKind = SourceKind | 'relations';
export type Source<K extends PartKind> = EntityMap[K][number];

export function emptyMap(table: string, key: Customers['key']): EntityMap {
  return { customers: { table, key }, attributes: [], events: [], balances: [], exposures: [], relations: [] };
}

/** Changes of balances are not edited with the map: those in force stay. */
export function withChangesOf(saved: EntityMap | null, map: EntityMap): EntityMap {
  const { balanceChanges: _drafted, ...rest } = map;
  return saved?.balanceChanges ? { ...rest, balanceChanges: saved.balanceChanges } : rest;
}

/** Whether two maps say the same, in whatever order they name their parts. */
export function isSameMap(a: EntityMap, b: EntityMap): boolean {
  return hashKey([a]) === hashKey([b]);
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

/** Changes the source at this place of its list; a place past the end adds it. */
export function withSource<K extends PartKind>(map: EntityMap, kind: K, index: number, source: Source<K>): EntityMap {
  const list: readonly Source<K>[] = map[kind] as Source<K>[];
  return { ...map, [kind]: index < list.length ? list.map((each, at) => (at === index ? source : each)) : [...list, source] };
}

export function withoutSource(map: EntityMap, kind: PartKind, index: number): EntityMap {
  return { ...map, [kind]: map[kind].filter((_, at) => at !== index) };
}

/** A source of the table as its columns suggest it; null where the table lacks a column that the kind needs. */
export function newSource(kind: PartKind, { name: table, columns }: TableInfo): Source<PartKind> | null {
  const customer = likelyKey(columns) ?? columns[0]?.name;
  const time = columns.find(({ type }) => type === 'timestamp')?.name ?? columns.find(({ type }) => type === 'date')?.name;
  if (customer === undefined) return null;
  const others = columns.filter(({ name }) => name !== customer && name !== time);
  const numbers = others.filter(({ type }) => isNumeric(type)).map(({ name }) => name);
  if (kind === 'relations') {
    const type = columns.find(({ name }) => name === customer)?.type;
    const to = others.find((column) => column.type === type)?.name;
    return to === undefined ? null : { table, from: customer, to };
  }
  if (kind === 'exposures') {
    const [campaign = customer, variant = campaign] = others.filter(({ type }) => type === 'text').map(({ name }) => name);
    return { table, campaign, customer, variant, ...(time === undefined ? {} : { time }) };
  }
  if (time === undefined) return null;
  if (kind === 'events') return { table, customer, time, name: { value: table }, props: others.map(({ name }) => name) };
  return numbers.length === 0 ? null : { table, customer, day: time, props: numbers };
}

/** An attribute table whose rows repeat by day becomes balances. */
export function asBalances(map: EntityMap, table: string, day: string, columns: TableInfo['columns']): EntityMap {
  const customer = map.attributes.find((attribute) => attribute.table === table)?.key;
  const numbers = columns.filter(({ name, type }) => name !== customer && isNumeric(type));
  if (customer === undefined || numbers.length === 0) return map;
  const balance = { table, customer, day, props: numbers.map(({ name }) => name) };
  return withSource(withoutAttribute(map, table), 'balances', map.balances.length, balance);
}

export function withPathColumn(path: CustomerPath, column: string): CustomerPath {
  return typeof path === 'string' ? column : { ...path, column };
}

/** Changes the hop at this place; null takes it out, a place past the end adds it. */
export function withHop(path: CustomerPath, index: number, hop: PathHop | null): CustomerPath {
  const hops = hopsOf(path);
  const left = hops.flatMap((each, at) => (at === index ? (hop ? [hop] : []) : [each]));
  const via = hop && index >= hops.length ? [...left, hop] : left;
  return via.length === 0 ? keyColumnOf(path) : { column: keyColumnOf(path), via };
}

/** A condition that is left empty is none. */
export function withWhere<T extends { where?: string | undefined }>(of: T, where: string): T {
  const { where: _former, ...rest } = of;
  return (where.trim() === '' ? rest : { ...rest, where: where.trim() }) as T;
}
