import type { ColumnType } from '../model/import';
import { type CustomerKeys, customerKeysSql } from './customerRowsSql';
import { identifier, qualified } from './quote';

export interface KeyColumn {
  readonly name: string;
  readonly type: ColumnType;
}

interface Hop {
  readonly table: string;
  readonly from: KeyColumn;
  readonly to: KeyColumn;
  readonly where: string | undefined;
}

/** How a key column reaches the customers: at once, or by hops through other tables. */
export interface Path {
  readonly column: KeyColumn;
  readonly hops: readonly Hop[];
  readonly customers: CustomerKeys & { readonly type: ColumnType };
}

/** `key, customer, row`: every customer that a key reaches, `customer` being the customer's own key. */
export function reachSql({ hops, customers }: Path): string {
  const keys = customerKeysSql(customers);
  const [first] = hops;
  if (!first) return `SELECT key, key AS customer, row FROM (${keys}) WHERE key IS NOT NULL`;
  const joins = hops.slice(1).map((hop, index) => {
    const same = sameSql(`h${index}.t`, hops[index]?.to.type ?? 'text', `h${index + 1}.f`, hop.from.type);
    return `JOIN (${hopSql(hop)}) AS h${index + 1} ON ${same}`;
  });
  const last = hops.length - 1;
  const toCustomer = sameSql(`h${last}.t`, hops[last]?.to.type ?? 'text', 'c.key', customers.type);
  return `SELECT DISTINCT h0.f AS key, c.key AS customer, c.row FROM (${hopSql(first)}) AS h0 ${joins.join(' ')} JOIN (${keys}) AS c ON ${toCustomer} WHERE h0.f IS NOT NULL`;
}

/** The same with one customer per key, for paths that are known to be many-to-one or whose doubles are told elsewhere. */
export function reachOneSql(path: Path): string {
  if (path.hops.length === 0) return reachSql(path);
  return `SELECT key, min(customer) AS customer, min(row) AS row FROM (${reachSql(path)}) GROUP BY key`;
}

/** Whether a source's key column, given as `cell`, is the `key` that a path starts from. */
export function startsPathSql(cell: string, { column, hops, customers }: Path, key: string): string {
  return sameSql(cell, column.type, key, hops[0]?.from.type ?? customers.type);
}

/** Whether two columns, each given with its table's alias, hold the same key. */
export function sameKeySql([left, leftKey]: [string, KeyColumn], [right, rightKey]: [string, KeyColumn]): string {
  return sameSql(`${left}.${identifier(leftKey.name)}`, leftKey.type, `${right}.${identifier(rightKey.name)}`, rightKey.type);
}

/** Keys of different kinds are compared as they are written, since a text that is no number would stop the statement. */
function sameSql(left: string, leftType: ColumnType, right: string, rightType: ColumnType): string {
  if (leftType === rightType || (isNumber(leftType) && isNumber(rightType))) return `${left} = ${right}`;
  return `CAST(${left} AS VARCHAR) = CAST(${right} AS VARCHAR)`;
}

function isNumber(type: ColumnType): boolean {
  return type === 'integer' || type === 'number';
}

function hopSql({ table, from, to, where }: Hop): string {
  const condition = where === undefined ? '' : ` WHERE (${where})`;
  return `SELECT ${identifier(from.name)} AS f, ${identifier(to.name)} AS t FROM ${qualified('data', table)}${condition}`;
}
