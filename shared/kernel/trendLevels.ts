import type { Bitset } from '../bits/bitStore';
import { CodeColumn } from '../bits/codeColumn';
import type { TrendAsked } from '../bits/trends';
import type { Tag } from '../model/tag';
import { MOST_TREND_LEVELS, type TrendLevel } from '../model/trend';
import type { EvaluationScope } from './evaluationScope';
import { withColumn } from './tagColumns';

interface TrendLevels {
  readonly asked: TrendAsked['levels'];
  /** By group. */
  readonly levels: readonly (TrendLevel & { readonly label: string })[];
}

/** The members in groups by what they are at: the commonest values, the unknown and the rest, as far as anybody is at them. */
export async function withTrendLevels<T>(
  { session, connection, signal }: EvaluationScope,
  tag: Tag,
  members: Bitset,
  use: (levels: TrendLevels) => Promise<T>,
): Promise<T> {
  const grouped = async (column: unknown) => {
    if (!(column instanceof CodeColumn)) throw new Error('a tag of values came as numbers');
    return await use(levelsOf(tag, column, members));
  };
  return await withColumn(session, connection, tag, grouped, signal);
}

function levelsOf({ labels }: Tag, column: CodeColumn, members: Bitset): TrendLevels {
  const totals = totalsOf(column, members);
  const values = column.dictionary
    .map((text, at) => ({ text, code: at + 1, customers: totals[at + 1] ?? 0 }))
    .filter(({ customers }) => customers > 0)
    .sort((a, b) => b.customers - a.customers || (a.text < b.text ? -1 : 1));
  const shown = values.slice(0, MOST_TREND_LEVELS);
  const rest = values.slice(MOST_TREND_LEVELS);
  const unknown = totals[0] ?? 0;
  const levels = [
    ...shown.map(({ text, customers }) => ({
      kind: 'value' as const,
      value: column.kind === 'boolean' ? text === 'true' : text,
      label: labels.find(({ value }) => String(value) === text)?.label ?? text,
      customers,
    })),
    ...(unknown > 0 ? [{ kind: 'unknown' as const, label: '', customers: unknown }] : []),
    ...(rest.length > 0
      ? [{ kind: 'rest' as const, label: '', customers: sumOf(rest.map(({ customers }) => customers)), values: rest.length }]
      : []),
  ];
  const groupOf = new Uint8Array(column.dictionary.length + 1).fill(levels.length - 1);
  for (const [at, { code }] of shown.entries()) groupOf[code] = at;
  groupOf[0] = shown.length;
  return { asked: { column, groupOf }, levels };
}

/** Members by code. */
function totalsOf(column: CodeColumn, members: Bitset): Float64Array {
  const totals = new Float64Array(column.dictionary.length + 1);
  const codes = column.codes();
  for (const rows of members.rowBatches(8192)) {
    for (const row of rows) totals[codes[row] ?? 0] = (totals[codes[row] ?? 0] ?? 0) + 1;
  }
  return totals;
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
