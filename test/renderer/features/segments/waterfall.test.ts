import { describe, expect, test } from 'vitest';
import type { CountBlock } from '#shared/model/answers';
import { type WaterfallStep, waterfallSteps } from '../../../../renderer/features/segments/waterfall';
import { waterfallChart, waterfallHeight } from '../../../../renderer/features/segments/waterfallChart';
import { group, tag } from './support';

const block = (alone: number, cumulative: number, unknown = 0): CountBlock => ({ path: '', alone, cumulative, unknown });
const blocks = new Map([
  ['a', block(60, 60, 5)],
  ['b', block(50, 20)],
]);
const children = [tag('a'), tag('left out'), tag('b')];
const shape = ({ node, ...numbers }: WaterfallStep) => ({ id: node.id, ...numbers });

const look = {
  everybody: 'all',
  result: 'result',
  remaining: 'remaining',
  lost: 'lost',
  gained: 'gained',
  exact: (n: number) => `${n}!`,
  label: ({ node }: WaterfallStep) => `<${node.id}>`,
  facts: ({ unknown }: WaterfallStep) => [`unknown ${unknown}`],
  colors: { remaining: 'blue', lost: 'grey', gained: 'green' },
};
interface Option {
  readonly yAxis: { readonly data: readonly string[] };
  readonly series: readonly {
    readonly data: readonly number[];
    readonly label?: { formatter(at: { dataIndex: number }): string };
  }[];
  readonly tooltip: { formatter(points: { dataIndex: number }[]): HTMLElement };
}

describe('the waterfall of a group', () => {
  test('goes from everybody over each block that is counted', () => {
    expect(waterfallSteps(group('g', 'all', children), blocks, 100).map(shape)).toEqual([
      { id: 'a', alone: 60, unknown: 5, before: 100, after: 60 },
      { id: 'b', alone: 50, unknown: 0, before: 60, after: 20 },
    ]);
  });

  test('goes from nobody where blocks add', () => {
    const added = new Map([
      ['a', block(60, 60)],
      ['b', block(50, 90)],
    ]);
    const steps = waterfallSteps(group('g', 'any', children), added, 100);
    expect(steps.map(({ before, after }) => [before, after])).toEqual([
      [0, 60],
      [60, 90],
    ]);
    const { series } = waterfallChart(steps, 100, look) as unknown as Option;
    expect(series.map(({ data }) => data)).toEqual([
      [100, 0, 60, 90],
      [0, 0, 0, 0],
      [0, 60, 30, 0],
    ]);
  });

  test('is drawn as who remain and who are lost, and says how many are left', () => {
    const steps = waterfallSteps(group('g', 'all', children), blocks, 100);
    const option = waterfallChart(steps, 100, look) as unknown as Option;
    expect(option.yAxis.data).toEqual(['all', '<a>', '<b>', 'result']);
    expect(option.series.map(({ data }) => data)).toEqual([
      [100, 60, 20, 20],
      [0, 40, 40, 0],
      [0, 0, 0, 0],
    ]);
    expect([0, 1, 2, 3].map((dataIndex) => option.series[2]?.label?.formatter({ dataIndex }))).toEqual([
      '100!',
      '60!',
      '20!',
      '20!',
    ]);
    expect(waterfallHeight(steps)).toBeGreaterThan(waterfallHeight([]));
  });

  test('never takes a name for markup', () => {
    const steps = waterfallSteps(group('g', 'all', children), blocks, 100);
    const { tooltip } = waterfallChart(steps, 100, look) as unknown as Option;
    const box = tooltip.formatter([{ dataIndex: 1 }]);
    expect([...box.children].map(({ textContent }) => textContent)).toEqual(['<a>', 'unknown 5']);
    expect(tooltip.formatter([{ dataIndex: 0 }]).textContent).toBe('all: 100!');
  });
});
