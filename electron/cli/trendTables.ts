import type { TrendAnswer, TrendSeries } from '#shared/model/trend';
import type { Cell, TextTable } from './textTable';

/** A row per period, those that are not complete with a star; beside the values of a series what was asked for with them. */
export function trendTables({ periods, series, annotations }: TrendAnswer): TextTable[] {
  const columns = series.flatMap((one) => {
    const name = nameOf(one);
    return [
      { name, cells: one.values },
      ...(one.moving ? [{ name: `${name} moving`, cells: one.moving }] : []),
      ...(one.compared ? [{ name: `${name} compared`, cells: one.compared }] : []),
      ...(one.stickiness ? [{ name: `${name} stickiness`, cells: one.stickiness }] : []),
    ];
  });
  const rows: Cell[][] = periods.map(({ start, complete }, at) => [
    `${start}${complete ? '' : '*'}`,
    ...columns.map(({ cells }) => cells[at] ?? null),
  ]);
  return [
    { header: ['period', ...columns.map(({ name }) => name)], rows },
    { header: ['series', 'total'], rows: series.map((one) => [nameOf(one), one.total]) },
    ...(annotations
      ? [{ header: ['from', 'to', 'beside'], rows: annotations.map(({ from, to, label }): Cell[] => [from, to, label]) }]
      : []),
  ];
}

function nameOf({ label, level }: TrendSeries): string {
  if (level?.kind === 'unknown') return '(unknown)';
  return level?.kind === 'rest' ? `(rest: ${level.values} values)` : label;
}
