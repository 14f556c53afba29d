import { expect, test } from 'vitest';
import type { PathNode } from '#shared/model/path';
import { pathChart, pathHeight, pickedOf } from '../../../../renderer/features/journeys/paths/pathChart';

const node = (depth: number, name: string, count: number, ended = 0): PathNode => {
  return { depth, kind: name === '' ? 'other' : 'event', name, count, ended, goesOn: 0 };
};
const NODES = [node(0, 'open', 10, 4), node(1, '<b>pay</b>', 5, 5), node(1, '', 1, 1)];
const LINKS = [
  { from: 0, to: 1, depth: 1, count: 5 },
  { from: 0, to: 2, depth: 1, count: 1 },
];
const LOOK = {
  nameOf: ({ kind, name }: PathNode) => (kind === 'other' ? 'others' : name),
  exact: (n: number) => `${n}`,
  node: ({ name, ended }: PathNode) => `${name}, ended ${ended}`,
  link: (from: PathNode, to: PathNode, n: number) => `${from.name} → ${to.name}: ${n}`,
  ended: 'ended',
  colors: ['red', 'blue'],
  text: 'black',
  faint: 'grey',
};

interface Sankey {
  readonly tooltip: { readonly formatter: (item: object) => HTMLElement };
  readonly series: readonly [
    {
      readonly data: readonly { readonly name: string; readonly depth: number; readonly itemStyle: { readonly color: string } }[];
      readonly links: readonly { readonly source: string; readonly target: string; readonly value: number }[];
      readonly label: { readonly formatter: (node: { name: string }) => string };
    },
  ];
}

const drawn = (direction: 'from' | 'to') => {
  const links = direction === 'to' ? LINKS.map((link) => ({ ...link, from: link.to, to: link.from })) : LINKS;
  const option = pathChart({ nodes: NODES, links, direction }, LOOK) as unknown as Sankey;
  const [series] = option.series;
  return { option, series, lines: series.links.map(({ source, target, value }) => `${source} > ${target}: ${value}`) };
};

test('what ends at a step is a grey line to one node beside the next step', () => {
  const { series, lines } = drawn('from');
  expect(series.data.map(({ name, depth, itemStyle }) => [name, depth, itemStyle.color])).toEqual([
    ['node 0', 0, 'red'],
    ['node 1', 1, 'blue'],
    ['node 2', 1, 'grey'],
    ['end 0', 1, 'grey'],
    ['end 1', 2, 'grey'],
  ]);
  expect(lines).toEqual([
    'node 0 > node 1: 5',
    'node 0 > node 2: 1',
    'node 0 > end 0: 4',
    'node 1 > end 1: 5',
    'node 2 > end 1: 1',
  ]);
  expect(series.label.formatter({ name: 'node 1' })).toBe('<b>pay</b>  5');
  expect(series.label.formatter({ name: 'end 1' })).toBe('ended  6');
});

test('looking back, the end is on the right and what began there on the left', () => {
  const { series, lines } = drawn('to');
  expect(series.data.map(({ name, depth }) => [name, depth])).toEqual([
    ['node 0', 2],
    ['node 1', 1],
    ['node 2', 1],
    ['end 0', 1],
    ['end 1', 0],
  ]);
  expect(lines).toEqual([
    'node 1 > node 0: 5',
    'node 2 > node 0: 1',
    'end 0 > node 0: 4',
    'end 1 > node 1: 5',
    'end 1 > node 2: 1',
  ]);
});

test('a click says which node, which line or which end', () => {
  expect(pickedOf('node 12')).toEqual({ kind: 'node', node: 12 });
  expect(pickedOf('node 1 > node 20')).toEqual({ kind: 'link', from: 1, to: 20 });
  expect(pickedOf('node 3 > end 1')).toEqual({ kind: 'ended', node: 3 });
  expect(pickedOf('end 1 > node 3')).toEqual({ kind: 'ended', node: 3 });
  expect(pickedOf('end 1')).toBeNull();
});

test('the picture grows with its fullest step, up to what a window shows', () => {
  const many = [node(0, 'open', 50), ...Array.from({ length: 50 }, (_, index) => node(1, `${index}`, 1))];
  expect(pathHeight({ nodes: many })).toBe(480);
  expect(pathHeight({ nodes: NODES })).toBe(260);
});
