import type { BalanceChange, ChangeRule } from '../model/balanceChange';
import type { ColumnType } from '../model/import';
import { literal, qualified } from './quote';
import { type EntitySource, observationsSql } from './sourcesSql';

/** The table of all changes of balances, which stands among the tables of data without being one of a person's. */
export const CHANGE_ROWS = 'balances@changes';

/** A change with the source of its balances and the type of its column. */
export interface PlacedChange {
  readonly definition: BalanceChange;
  readonly source: EntitySource;
  readonly type: ColumnType;
}

/** Whether a change compares amounts; `becomes` compares texts. */
export function comparesAmounts({ change }: BalanceChange): boolean {
  return change.kind !== 'becomes';
}

/** Makes the table anew, or takes it away where there are no changes. */
export function changeRowsSql(changes: readonly PlacedChange[]): string {
  const table = qualified('data', CHANGE_ROWS);
  if (changes.length === 0) return `DROP TABLE IF EXISTS ${table}`;
  return `CREATE OR REPLACE TABLE ${table} AS ${changes.map(changesSql).join(' UNION ALL ')}`;
}

/** One row: `n, customers, first, last` of a change, and `observed`, the customers with two known values or more. */
export function changeFactsSql(placed: PlacedChange): string {
  return `SELECT *, (SELECT count(*) FROM (SELECT 1 FROM (${observedSql(placed)}) GROUP BY customer HAVING count(*) > 1)) AS observed
    FROM (SELECT count(*) AS n, count(DISTINCT customer) AS customers, CAST(CAST(min(time) AS DATE) AS VARCHAR) AS first,
      CAST(CAST(max(time) AS DATE) AS VARCHAR) AS last FROM (${changesSql(placed)}))`;
}

/** `customer, time, event, before, after, change, value_before, value_after`: an event for every change. */
function changesSql(placed: PlacedChange): string {
  const { definition } = placed;
  const number = (value: string) => `CAST(${value} AS DOUBLE)`;
  const text = (value: string) => `CAST(${value} AS VARCHAR)`;
  const values = comparesAmounts(definition)
    ? [number('before'), number('after'), difference('after', 'before'), text('NULL'), text('NULL')]
    : [number('NULL'), number('NULL'), number('NULL'), text('before'), text('after')];
  const names = ['before', 'after', 'change', 'value_before', 'value_after'];
  const cells = values.map((value, place) => `${value} AS ${names[place]}`);
  const pairs = `SELECT customer, time, value AS after, lag(value) OVER (PARTITION BY customer ORDER BY time) AS before FROM (${observedSql(placed)})`;
  return `SELECT ${['customer', 'time', `${literal(definition.event)} AS event`, ...cells].join(', ')} FROM (${pairs})
    WHERE before IS NOT NULL AND ${meets(definition.change)}`;
}

/** `customer, time, value` where the value is known. */
function observedSql({ definition, source, type }: PlacedChange): string {
  const cell = comparesAmounts(definition) ? 'CAST(value AS DOUBLE)' : 'CAST(value AS VARCHAR)';
  const isKnown = type === 'number' ? 'isfinite(value)' : 'value IS NOT NULL';
  return `SELECT customer, time, ${cell} AS value FROM (${observationsSql(source, definition.column)}) WHERE ${isKnown}`;
}

function meets(change: ChangeRule): string {
  switch (change.kind) {
    case 'below':
      return `before >= ${double(change.amount)} AND after < ${double(change.amount)}`;
    case 'above':
      return `before <= ${double(change.amount)} AND after > ${double(change.amount)}`;
    case 'falls':
      return moves('before', 'after', change.by);
    case 'rises':
      return moves('after', 'before', change.by);
    case 'becomes':
      return ['before <> after', ...is('before', change.from), ...is('after', change.to)].join(' AND ');
  }
}

/** Amounts are compared in millionths, so that 0.3 less 0.1 is 0.2. */
function moves(from: string, to: string, by: Extract<ChangeRule, { kind: 'falls' }>['by']): string {
  if ('amount' in by) return `${difference(from, to)} >= ${double(by.amount)}`;
  return `before <> 0 AND round((${from} - ${to}) * 100, 6) >= round(abs(before) * ${double(by.percent)}, 6)`;
}

function difference(from: string, to: string): string {
  return `round(${from} - ${to}, 6)`;
}

function is(column: string, value: string | undefined): string[] {
  return value === undefined ? [] : [`${column} = ${literal(value)}`];
}

function double(value: number): string {
  return `CAST(${literal(value)} AS DOUBLE)`;
}
