import { expect, test } from 'vitest';
import type { Stage } from '#shared/model/migration';
import { migrationChart, migrationHeight } from '../../../../renderer/features/insight/migrationChart';

const stages: Stage[] = [
  { kind: 'value', value: '<b>gold</b>' },
  { kind: 'value', value: 'basic' },
  { kind: 'unknown', value: null },
];
const moves = [
  { from: 0, to: 0, n: 5, rule: null },
  { from: 0, to: 1, n: 3, rule: null },
  { from: 2, to: 1, n: 2, rule: null },
];

interface Sankey {
  readonly tooltip: { readonly formatter: (item: object) => HTMLElement };
  readonly series: readonly [
    {
      readonly data: readonly { readonly name: string; readonly depth: number; readonly itemStyle: { readonly color: string } }[];
      readonly links: readonly object[];
      readonly label: { readonly formatter: (node: { name: string }) => string };
    },
  ];
}

const option = migrationChart(
  { stages, moves },
  {
    nameOf: ({ value }) => String(value ?? 'unknown'),
    exact: (n) => `${n}`,
    move: (from, to, n) => `${from} → ${to}: ${n}`,
    colors: ['red', 'blue'],
    text: 'black',
  },
) as unknown as Sankey;
const [series] = option.series;

test('a stage stands on the left where somebody left it and on the right where somebody came, in one colour', () => {
  expect(series.data.map(({ name, depth, itemStyle }) => [name, depth, itemStyle.color])).toEqual([
    ['from 0', 0, 'red'],
    ['from 2', 0, 'red'],
    ['to 0', 1, 'red'],
    ['to 1', 1, 'blue'],
  ]);
  expect(series.links).toHaveLength(3);
  expect(series.links[1]).toEqual({ source: 'from 0', target: 'to 1', value: 3 });
  expect(series.label.formatter({ name: 'from 0' })).toBe('<b>gold</b>  8');
  expect(series.label.formatter({ name: 'to 1' })).toBe('basic  5');
  expect(migrationHeight({ stages: [] })).toBeLessThan(migrationHeight({ stages: Array(20).fill(stages[0]) }));
});

test('names out of the data are text in the tooltip, never markup', () => {
  const box = option.tooltip.formatter({ dataType: 'edge', name: '', data: { source: 'from 0', target: 'to 1', value: 3 } });
  expect(box.textContent).toBe('<b>gold</b> → basic: 3');
  expect(box.children).toHaveLength(0);
});
