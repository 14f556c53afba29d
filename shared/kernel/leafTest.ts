import type { CodeColumn } from '../bits/codeColumn';
import type { CodeTest, NumberTest } from '../bits/leaf';
import { dayBefore, dayNumber, resolveDay } from '../model/calendar';
import type { Comparison } from '../model/rule';
import type { RelativeDay, RuleValue, Span } from '../model/value';

/** A condition as a test on codes: texts are compared as they are, code by code, in the column's dictionary. */
export function codeTest({ op, values }: Comparison, column: CodeColumn): CodeTest {
  if (op === 'isNull') return { kind: 'unknown' };
  if (op === 'isNotNull') return { kind: 'known' };
  const matches = codeMatcher(op, values as RuleValue[]);
  const names: readonly (string | boolean)[] = column.kind === 'boolean' ? [false, true] : column.dictionary;
  return { kind: 'codes', codes: names.flatMap((name, index) => (matches(name) ? [index + 1] : [])) };
}

function codeMatcher(op: Comparison['op'], values: readonly RuleValue[]): (name: string | boolean) => boolean {
  const wanted = new Set<unknown>(values);
  const part = String(values[0] ?? '');
  if (op === 'contains') return (name) => String(name).includes(part);
  if (op === 'startsWith') return (name) => String(name).startsWith(part);
  return op === 'isNot' || op === 'notIn' ? (name) => !wanted.has(name) : (name) => wanted.has(name);
}

/** A condition as a test on numbers or days; `negated` = the customers with a value that the test does not find. */
export function numberTest(
  { op, values }: Comparison,
  type: 'number' | 'date',
  asOf: string,
): { test: NumberTest; negated: boolean } {
  if (op === 'isNull') return plain({ kind: 'unknown' });
  if (op === 'isNotNull') return plain({ kind: 'known' });
  if (op === 'inLast' || op === 'notInLast') return { test: lastDays(values[0] as Span, asOf), negated: op === 'notInLast' };
  const numbers = (values as (RuleValue | RelativeDay)[]).map((value) => {
    const resolved = typeof value === 'object' ? resolveDay(value, asOf) : value;
    return type === 'date' ? dayNumber(String(resolved)) : Number(resolved);
  });
  const [first = 0, second = 0] = numbers;
  switch (op) {
    case 'lt':
      return plain({ kind: 'range', high: first, highInclusive: false });
    case 'lte':
      return plain({ kind: 'range', high: first });
    case 'gt':
      return plain({ kind: 'range', low: first, lowInclusive: false });
    case 'gte':
      return plain({ kind: 'range', low: first });
    case 'between':
      return plain({ kind: 'range', low: first, high: second });
    default:
      return { test: { kind: 'values', numbers }, negated: op === 'isNot' || op === 'notIn' };
  }
}

function plain(test: NumberTest): { test: NumberTest; negated: boolean } {
  return { test, negated: false };
}

/** Days d with asOf − n units < d ≤ asOf. */
function lastDays(span: Span, asOf: string): NumberTest {
  return { kind: 'range', low: dayNumber(dayBefore(asOf, span)) + 1, high: dayNumber(asOf) };
}
