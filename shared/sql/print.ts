import { measureRows, sequenceRows } from './eventRows';
import { sequenceEventsSql } from './eventsSql';
import type { Expression } from './expression';
import { identifier, literal, qualified } from './quote';

export interface Printed {
  readonly sql: string;
  readonly params: readonly (string | number | boolean)[];
}

/** The text DuckDB runs: values are parameters `$1`, `$2`, … */
export function printExpression(expression: Expression): Printed {
  const params: (string | number | boolean)[] = [];
  const sql = print(expression, (value) => `$${params.push(value)}`);
  return { sql, params };
}

/** The text a person reads: the same statement with its values written out. */
export function printForReading(expression: Expression): string {
  return print(expression, literal);
}

/** The rows behind a measure, as `row, value`. */
export function printMeasureRows(measure: Extract<Expression, { kind: 'measure' }>): Printed {
  const params: (string | number | boolean)[] = [];
  const sql = measureRows(measure, (child) => print(child, (value) => `$${params.push(value)}`));
  return { sql, params };
}

/** The same with its values written out, for a statement that takes no parameters. */
export function printMeasureRowsWhole(measure: Extract<Expression, { kind: 'measure' }>): string {
  return measureRows(measure, printForReading);
}

/** The events that matter to a sequence; see `sequenceEventsSql`. */
export function printSequenceEvents({ events, steps, exclude }: Extract<Expression, { kind: 'sequence' }>): Printed {
  const params: (string | number | boolean)[] = [];
  const part = (child: Expression) => print(child, (value) => `$${params.push(value)}`);
  return { sql: sequenceEventsSql(part(events), steps.map(part), part({ kind: 'or', parts: exclude })), params };
}

type PrintValue = (value: string | number | boolean) => string;

function print(expression: Expression, printValue: PrintValue): string {
  const part = (child: Expression) => print(child, printValue);
  switch (expression.kind) {
    case 'constant':
      return expression.value ? 'TRUE' : 'FALSE';
    case 'value':
      return typed(printValue(expression.value), expression.type);
    case 'column':
      return `${expression.of === undefined ? '' : `${expression.of}.`}${identifier(expression.name)}`;
    case 'shifted':
      return `(${part(expression.of)} + INTERVAL (${expression.n}) ${expression.unit.toUpperCase()})`;
    case 'day':
      return `CAST(${part(expression.of)} AS DATE)`;
    case 'compare':
      return `${part(expression.left)} ${expression.op} ${part(expression.right)}`;
    case 'in':
      return `${part(expression.left)} IN (${expression.list.map(part).join(', ')})`;
    case 'known':
      return `${part(expression.of)} IS NOT NULL`;
    case 'call':
      return `${expression.function}(${expression.args.map(part).join(', ')})`;
    case 'and':
    case 'or':
      return joined(expression.kind, expression.parts.map(part));
    case 'not':
      return `NOT (${part(expression.of)})`;
    case 'measure': {
      const value = `(SELECT value FROM (${measureRows(expression, part)}) AS measured WHERE measured.row = customers.${identifier(expression.rows.rowColumn)})`;
      return expression.otherwise === null ? value : `coalesce(${value}, ${expression.otherwise})`;
    }
    case 'sequence':
      return `customers.${identifier(expression.rowColumn)} IN (${sequenceRows(expression, part)})`;
    case 'limited':
      return limited(expression, part);
    case 'inTable':
      return `CAST(${part(expression.left)} AS VARCHAR) IN (SELECT CAST(${identifier(expression.column)} AS VARCHAR) FROM ${qualified('data', expression.table)})`;
    case 'inQuery':
      return `CAST(${part(expression.left)} AS VARCHAR) IN (SELECT CAST(asked.key AS VARCHAR) FROM (${expression.sql}) AS asked(key))`;
    case 'isTrue':
      return `coalesce(${part(expression.of)}, FALSE)`;
    case 'predicate':
      return `CAST((${expression.sql}) AS BOOLEAN)`;
  }
}

/** Equal customers are told apart by a hash of seed and key, which is the same wherever it is taken. */
function limited(
  { rowColumn, who, limit }: Extract<Expression, { kind: 'limited' }>,
  part: (child: Expression) => string,
): string {
  const row = identifier(rowColumn);
  const draw = `md5(concat(${limit.seed}, ':', ${part(limit.key)}))`;
  const by = limit.by === null ? [] : [`(${limit.by}) ${limit.descending ? 'DESC' : 'ASC'} NULLS LAST`];
  const order = limit.keepsTies ? by : [...by, draw];
  const per = limit.per === null ? '' : `PARTITION BY ${part(limit.per)} `;
  const place = `${limit.keepsTies ? 'rank' : 'row_number'}() OVER (${per}ORDER BY ${order.join(', ')})`;
  return `customers.${row} IN (SELECT row FROM (SELECT customers.${row} AS row, ${place} AS place FROM tags.customers AS customers
    WHERE ${part(who)}) WHERE place <= ${limit.n})`;
}

function joined(kind: 'and' | 'or', parts: readonly string[]): string {
  if (parts.length === 0) return kind === 'and' ? 'TRUE' : 'FALSE';
  return `(${parts.join(kind === 'and' ? ' AND ' : ' OR ')})`;
}

function typed(text: string, type: 'text' | 'number' | 'boolean' | 'date'): string {
  if (type === 'date') return `CAST(${text} AS DATE)`;
  if (type === 'number') return `CAST(${text} AS DOUBLE)`;
  return type === 'text' && text.startsWith('$') ? `CAST(${text} AS VARCHAR)` : text;
}
