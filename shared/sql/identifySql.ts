import type { IdentifyKey, StepOf } from '../model/cleaning';
import type { ColumnType, TableColumn } from '../model/import';
import { halfWidthSql, placed, type Rows, trimSql, writtenSql } from './cleaningRows';
import { identifier, literal, qualified } from './quote';

/** Customers that a key of a row in the review is shown to have found. */
export const SHOWN_CUSTOMERS = 10;

/** How an `identify` step finds customers, in tables that its statements make one after the other. */
export interface IdentifySql {
  readonly statements: readonly string[];
  /** What the statements make. */
  readonly tables: readonly string[];
  /** To join to the rows `b` before the step, and the cell that it makes. */
  readonly joins: string;
  readonly customer: string;
  /** One row: `k0`, `k1`… rows that each key decided, `conflicts`, `ambiguous`. */
  readonly counts: string;
  /** Rows for the review, one statement per key: `row`, `conflict`, `key`, `found`, `cells`, `customers`. */
  readonly review: readonly string[];
}

/** A cell as it is written, and the type of its column. */
interface Written {
  readonly sql: string;
  readonly type: ColumnType;
}

const IDENTIFIED = 'temp.identified';

/**
 * Every key's customers are gathered once, each with each of its values once, so that every join is one of equal values and
 * makes no row twice. `theirs`: the columns of the customer table.
 */
export function identifySql({ customers, keys }: StepOf<'identify'>, before: Rows, theirs: readonly TableColumn[]): IdentifySql {
  const written = (name: string) => {
    const column = theirs.find((candidate) => candidate.name === name);
    if (!column) throw new Error(`no column ${name} in ${customers.table}`);
    return { sql: writtenSql(`t.${identifier(name)}`, column.type), type: column.type };
  };
  const gathered = keys.map((key, index) => {
    const cells = key.theirs.map((name, place) => `${comparedSql(written(name))} AS v${place}`);
    const from = `SELECT ${[...cells, `${written(customers.key).sql} AS customer`].join(', ')} FROM ${qualified('data', customers.table)} AS t`;
    const known = key.theirs.map((_, place) => `v${place} IS NOT NULL`).join(' AND ');
    return `CREATE OR REPLACE TEMP TABLE ${bareTable(index)} AS SELECT DISTINCT * FROM (${from}) WHERE ${known} AND ${trimSql('customer')} IS NOT NULL`;
  });
  return {
    statements: [...gathered, createIdentifiedSql(keys, before)],
    tables: [...keys.map((_, index) => keyTable(index)), IDENTIFIED],
    joins: `LEFT JOIN ${IDENTIFIED} AS i ON i.row = b.row`,
    customer: 'CASE WHEN NOT i.conflict THEN i.customer END',
    counts: countIdentifiedSql(keys),
    review: keys.map((key, index) => reviewKeySql(key, index, before)),
  };
}

/** Signs and ideographs that are half-width, with no blank among them. */
const PLAIN = '[!-~\\x{4E00}-\\x{9FFF}]+';

/** A written cell as keys compare it. Most are plain, for which the costly search for blanks is spared. */
function comparedSql({ sql, type }: Written): string {
  if (type !== 'text') return `upper(${sql})`;
  return `CASE WHEN regexp_full_match(${sql}, ${literal(PLAIN)}) THEN upper(${sql}) ELSE ${trimSql(`upper(${halfWidthSql(sql)})`)} END`;
}

function keyTable(index: number): string {
  return `temp.${bareTable(index)}`;
}

function bareTable(index: number): string {
  return `customer_keys_${index}`;
}

function ownCells({ columns }: IdentifyKey, before: Rows): readonly Written[] {
  return columns.map((name) => {
    const { cell, type } = placed(before, name);
    return { sql: writtenSql(`b.${cell}`, type), type };
  });
}

/** Rows that any key found customers of: `customer` that the first key names, that key's index `decided`, and `conflict`. */
function createIdentifiedSql(keys: readonly IdentifyKey[], before: Rows): string {
  const cells = keys.flatMap((key, index) =>
    ownCells(key, before).map((cell, place) => `${comparedSql(cell)} AS k${index}_${place}`),
  );
  const own = `SELECT ${['b.row', ...cells].join(', ')} FROM ${before.from} AS b`;
  const found = keys.map((_, index) => `g${index}.n AS n${index}, g${index}.only AS only${index}`);
  const groups = keys.map((key, index) => {
    const values = key.theirs.map((_, place) => `v${place}`).join(', ');
    const grouped = `SELECT ${values}, count(*) AS n, CASE WHEN count(*) = 1 THEN min(customer) END AS only FROM ${keyTable(index)} GROUP BY ${values}`;
    return `LEFT JOIN (${grouped}) AS g${index} ON ${sameValues(key, index, 'o', `g${index}`)}`;
  });
  const only = keys.map((_, index) => `only${index}`);
  const named = `SELECT *, coalesce(${[...only, 'NULL'].join(', ')}) AS customer FROM (SELECT o.*, ${found.join(', ')} FROM (${own}) AS o ${groups.join(' ')})`;
  const agreeing = keys.map(
    (key, index) =>
      `LEFT JOIN ${keyTable(index)} AS p${index} ON ${sameValues(key, index, 'f', `p${index}`)} AND p${index}.customer = f.customer`,
  );
  const decided = only.map((each, index) => `WHEN ${each} IS NOT NULL THEN ${index}`).join(' ');
  const against = keys.map((_, index) => `(f.n${index} IS NOT NULL AND p${index}.customer IS NULL)`).join(' OR ');
  const some = keys.map((_, index) => `f.n${index} IS NOT NULL`).join(' OR ');
  return `CREATE OR REPLACE TEMP TABLE identified AS
    SELECT f.row, f.customer, CASE ${decided} END AS decided, f.customer IS NOT NULL AND (${against}) AS conflict
    FROM (${named}) AS f ${agreeing.join(' ')} WHERE ${some}`;
}

function sameValues({ theirs }: IdentifyKey, index: number, own: string, other: string): string {
  return theirs.map((_, place) => `${other}.v${place} = ${own}.k${index}_${place}`).join(' AND ');
}

function countIdentifiedSql(keys: readonly IdentifyKey[]): string {
  const matched = keys.map((_, index) => `count(*) FILTER (WHERE NOT conflict AND decided = ${index}) AS k${index}`);
  const others = ['count(*) FILTER (WHERE conflict) AS conflicts', 'count(*) FILTER (WHERE customer IS NULL) AS ambiguous'];
  return `SELECT ${[...matched, ...others].join(', ')} FROM ${IDENTIFIED}`;
}

function reviewKeySql(key: IdentifyKey, index: number, before: Rows): string {
  const cells = ownCells(key, before);
  const compared = cells.map((cell, place) => `${comparedSql(cell)} AS k${index}_${place}`);
  const rows = `SELECT ${['b.row', 'i.conflict', `[${cells.map(({ sql }) => sql).join(', ')}] AS cells`, ...compared].join(', ')}
    FROM ${before.from} AS b JOIN ${IDENTIFIED} AS i ON i.row = b.row WHERE i.conflict OR i.customer IS NULL`;
  const values = key.theirs.map((_, place) => `p.v${place}`).join(', ');
  const found = `SELECT ${values}, count(*) AS n, min(p.customer, ${SHOWN_CUSTOMERS}) AS customers
    FROM ${keyTable(index)} AS p SEMI JOIN (${rows}) AS o ON ${sameValues(key, index, 'o', 'p')} GROUP BY ${values}`;
  return `SELECT r.row, r.conflict, ${index} AS key, coalesce(g.n, 0) AS found, r.cells, g.customers
    FROM (${rows}) AS r LEFT JOIN (${found}) AS g ON ${sameValues(key, index, 'r', 'g')}`;
}
