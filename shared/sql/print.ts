import { dayAfter } from '../model/calendar';
import type { Span } from '../model/value';
import { measureRows, sequenceRows } from './eventRows';
import { sequenceEventsSql } from './eventsSql';
import type { Expression } from './expression';
import { identifier, literal } from './quote';

export interface Printed {
  readonly sql: string;
  readonly params: readonly Value[];
}

type Value = string | number | boolean;

/** How what differs from text to text is written. */
export interface PrintStyle {
  readonly value: (value: Value, type: 'text' | 'number' | 'boolean' | 'date') => string;
  readonly name: (name: string) => string;
  readonly asOf: (day: string, after: Span | undefined) => string;
}

/** The text DuckDB runs: values are parameters `$1`, `$2`, … */
export function printExpression(expression: Expression): Printed {
  const { style, params } = parameterStyle();
  return { sql: print(expression, style), params };
}

/** The same statement with its values written out. */
export function printForReading(expression: Expression): string {
  return print(expression, WHOLE);
}

/** The rows behind a measure, as `row, value`. */
export function printMeasureRows(measure: Extract<Expression, { kind: 'measure' }>): Printed {
  const { style, params } = parameterStyle();
  return { sql: measureRows(measure, (child) => print(child, style)), params };
}

/** The same with its values written out, for a statement that takes no parameters. */
export function printMeasureRowsWhole(measure: Extract<Expression, { kind: 'measure' }>): string {
  return measureRows(measure, printForReading);
}

/** The events that matter to a sequence; see `sequenceEventsSql`. */
export function printSequenceEvents({ events, steps, exclude }: Extract<Expression, { kind: 'sequence' }>): Printed {
  const { style, params } = parameterStyle();
  const part = (child: Expression) => print(child, style);
  return { sql: sequenceEventsSql(part(events), steps.map(part), part({ kind: 'or', parts: exclude })), params };
}

const WHOLE = styleOf(literal);

function parameterStyle(): { readonly style: PrintStyle; readonly params: Value[] } {
  const params: Value[] = [];
  return { style: styleOf((value) => `$${params.push(value)}`), params };
}

function styleOf(text: (value: Value) => string): PrintStyle {
  const value: PrintStyle['value'] = (constant, type) => typed(text(constant), type);
  return { value, name: identifier, asOf: (day, after) => value(after ? dayAfter(day, after) : day, 'date') };
}

/** An expression as text in a style. */
export function print(expression: Expression, style: PrintStyle): string {
  const part = (child: Expression) => print(child, style);
  switch (expression.kind) {
    case 'constant':
      return expression.value ? 'TRUE' : 'FALSE';
    case 'value':
      return style.value(expression.value, expression.type);
    case 'column':
      return `${expression.of === undefined ? '' : `${expression.of}.`}${style.name(expression.name)}`;
    case 'shifted':
      return `(${part(expression.of)} ${intervalAfter(expression)})`;
    case 'asOf':
      return style.asOf(expression.day, expression.after);
    case 'day':
      return `CAST(${part(expression.of)} AS DATE)`;
    case 'compare':
      return `${part(expression.left)} ${expression.op} ${part(expression.right)}`;
    case 'between':
      return `${part(expression.left)} BETWEEN ${part(expression.low)} AND ${part(expression.high)}`;
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
      return negated(expression.of, part);
    case 'measure': {
      const row = part({ kind: 'column', name: expression.rows.rowColumn, of: 'customers' });
      const rows = `FROM (\n      ${measureRows(expression, part)}\n    ) AS measured`;
      const value = `(\n    SELECT value\n    ${rows}\n    WHERE measured.row = ${row}\n  )`;
      return expression.otherwise === null ? value : `coalesce(${value}, ${expression.otherwise})`;
    }
    case 'sequence':
      return `customers.${style.name(expression.rowColumn)} IN (\n    ${sequenceRows(expression, part)}\n  )`;
    case 'limited':
      return limited(expression, part);
    case 'inTable': {
      const column = `SELECT CAST(${style.name(expression.column)} AS VARCHAR) FROM data.${style.name(expression.table)}`;
      return `CAST(${part(expression.left)} AS VARCHAR) IN (${column})`;
    }
    case 'inQuery':
      return `CAST(${part(expression.left)} AS VARCHAR) IN (SELECT CAST(asked.key AS VARCHAR) FROM (\n${expression.sql}\n) AS asked(key))`;
    case 'isTrue':
      return `coalesce(${part(expression.of)}, FALSE)`;
    case 'predicate':
      return `CAST((${expression.sql}) AS BOOLEAN)`;
  }
}

/** An interval to add: `+ INTERVAL 3 DAY`. Nought keeps its sign, so that it is read again as it was. */
export function intervalAfter({ n, unit }: { readonly n: number; readonly unit: string }): string {
  const isBefore = n < 0 || Object.is(n, -0);
  return `${isBefore ? '-' : '+'} INTERVAL ${Math.abs(n)} ${unit.toUpperCase()}`;
}

function negated(of: Expression, part: (child: Expression) => string): string {
  if (of.kind === 'known') return `${part(of.of)} IS NULL`;
  if (of.kind === 'in') return `${part(of.left)} NOT IN (${of.list.map(part).join(', ')})`;
  const text = part(of);
  return (of.kind === 'and' || of.kind === 'or') && of.parts.length > 0 ? `NOT ${text}` : `NOT (${text})`;
}

/** Equal customers are told apart by a hash of seed and key, which is the same wherever it is taken. */
function limited(
  { rowColumn, who, limit }: Extract<Expression, { kind: 'limited' }>,
  part: (child: Expression) => string,
): string {
  const row = part({ kind: 'column', name: rowColumn, of: 'customers' });
  const draw = `md5(concat(${limit.seed}, ':', ${part(limit.key)}))`;
  const by = limit.by === null ? [] : [`(${limit.by}) ${limit.descending ? 'DESC' : 'ASC'} NULLS LAST`];
  const order = limit.keepsTies ? by : [...by, draw];
  const per = limit.per === null ? '' : `PARTITION BY ${part(limit.per)} `;
  const place = `${limit.keepsTies ? 'rank' : 'row_number'}() OVER (${per}ORDER BY ${order.join(', ')})`;
  return `${row} IN (SELECT row FROM (SELECT ${row} AS row, ${place} AS place FROM tags.customers AS customers
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
