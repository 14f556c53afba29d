import type { EChartsCoreOption } from 'echarts/core';
import type { PathAnswer, PathNode, PathPlace } from '#shared/model/path';

/** What the chart takes from the page: words, ways to write numbers, colours. */
export interface PathLook {
  readonly nameOf: (node: PathNode) => string;
  readonly exact: (n: number) => string;
  readonly node: (node: PathNode) => string;
  readonly link: (from: PathNode, to: PathNode, n: number) => string;
  /** What the grey pieces are. */
  readonly ended: string;
  readonly colors: readonly string[];
  readonly text: string;
  readonly faint: string;
}

type Paths = Pick<PathAnswer, 'nodes' | 'links' | 'direction'>;

const NODE_PIXELS = 34;
const LEAST_PIXELS = 260;
const MOST_PIXELS = 480;

export function pathHeight({ nodes }: Pick<PathAnswer, 'nodes'>): number {
  const depths = nodes.reduce<number[]>((counts, { depth, ended }) => {
    counts[depth] = (counts[depth] ?? 0) + (ended > 0 ? 2 : 1);
    return counts;
  }, []);
  return Math.min(MOST_PIXELS, Math.max(LEAST_PIXELS, Math.max(0, ...depths) * NODE_PIXELS));
}

/** From left to right as time goes; what ended at a depth, or began there, is one grey node beside the next depth. */
export function pathChart(answer: Paths, look: PathLook): EChartsCoreOption {
  const { nodes, links, direction } = answer;
  const deepest = Math.max(0, ...nodes.map(({ depth, ended }) => depth + (ended > 0 ? 1 : 0)));
  const column = (depth: number) => (direction === 'to' ? deepest - depth : depth);
  const colorOf = colorsOf(nodes, look);
  const ends = [...new Set(nodes.filter(({ ended }) => ended > 0).map(({ depth }) => depth))];
  const ended = nodes.flatMap((node, index) => (node.ended > 0 ? [{ index, node }] : []));
  const grey = { color: look.faint, opacity: 0.18 };
  return {
    animation: false,
    tooltip: {
      trigger: 'item',
      confine: true,
      // Under the menu that a click opens.
      extraCssText: 'z-index: 10',
      formatter: (item: Hovered) => textBox(hoveredText(item, answer, look)),
    },
    series: [
      {
        type: 'sankey',
        left: 8,
        right: 110,
        top: 8,
        bottom: 8,
        nodeGap: 14,
        nodeWidth: 12,
        nodeAlign: 'left',
        draggable: false,
        emphasis: { focus: 'adjacency' },
        lineStyle: { color: 'source', opacity: 0.35, curveness: 0.5 },
        label: {
          color: look.text,
          fontSize: 12,
          width: 130,
          overflow: 'truncate',
          formatter: ({ name }: { readonly name: string }) => labelOf(name, answer, look),
        },
        data: [
          ...nodes.map((node, index) => ({
            name: nodeId(index),
            depth: column(node.depth),
            itemStyle: { color: colorOf(node) },
          })),
          ...ends.map((depth) => ({
            name: endId(depth),
            depth: column(depth + 1),
            itemStyle: { color: look.faint, opacity: 0.45 },
          })),
        ],
        links: [
          ...links.map(({ from, to, count }) => ({ source: nodeId(from), target: nodeId(to), value: count })),
          ...ended.map(({ index, node }) => ({ ...endLink(index, node, direction), value: node.ended, lineStyle: grey })),
        ],
      },
    ],
  };
}

function endLink(index: number, { depth }: PathNode, direction: PathAnswer['direction']) {
  const [near, far] = [nodeId(index), endId(depth)];
  return direction === 'to' ? { source: far, target: near } : { source: near, target: far };
}

/** One colour for a step wherever it is on the path. */
function colorsOf(nodes: readonly PathNode[], { colors, faint }: PathLook): (place: PathPlace) => string {
  const key = ({ kind, name }: PathPlace) => `${kind}:${name}`;
  const keys = [...new Set(nodes.filter(({ kind }) => kind !== 'other').map(key))];
  return (place) => (place.kind === 'other' ? faint : (colors[keys.indexOf(key(place)) % colors.length] ?? faint));
}

function nodeId(index: number): string {
  return `node ${index}`;
}

function endId(depth: number): string {
  return `end ${depth}`;
}

/** What was clicked: a node by its position, a link by those of its nodes, or who ended at a node. */
export type PickedPath =
  | { readonly kind: 'node'; readonly node: number }
  | { readonly kind: 'link'; readonly from: number; readonly to: number }
  | { readonly kind: 'ended'; readonly node: number };

/** ECharts calls a link after both of its ends. */
export function pickedOf(name: string): PickedPath | null {
  const nodes = [...name.matchAll(/node (\d+)/g)].map(([, index]) => Number(index));
  const [first, second] = nodes;
  if (first === undefined) return null;
  if (second !== undefined) return { kind: 'link', from: first, to: second };
  return name.includes('end ') ? { kind: 'ended', node: first } : { kind: 'node', node: first };
}

function labelOf(name: string, { nodes }: Paths, look: PathLook): string {
  const [kind, place] = name.split(' ');
  const node = nodes[Number(place)];
  if (kind === 'node') return node ? `${look.nameOf(node)}  ${look.exact(node.count)}` : '';
  return `${look.ended}  ${look.exact(endedAt(nodes, Number(place)))}`;
}

function endedAt(nodes: readonly PathNode[], depth: number): number {
  return nodes.reduce((sum, node) => sum + (node.depth === depth ? node.ended : 0), 0);
}

interface Hovered {
  readonly name: string;
  readonly data: { readonly source?: string; readonly target?: string; readonly value?: number };
}

function hoveredText({ name, data }: Hovered, answer: Paths, look: PathLook): string {
  const picked = pickedOf(data.source === undefined ? name : `${data.source} > ${data.target}`);
  if (!picked) return labelOf(name, answer, look);
  if (picked.kind !== 'link') return nodeAt(picked.node, answer, look.node);
  const [from, to] = [answer.nodes[picked.from], answer.nodes[picked.to]];
  return from && to ? look.link(from, to, data.value ?? 0) : '';
}

function nodeAt(index: number, { nodes }: Paths, say: PathLook['node']): string {
  const node = nodes[index];
  return node ? say(node) : '';
}

/** A text node only: names come from people's data and are not markup. */
function textBox(text: string): HTMLElement {
  return Object.assign(document.createElement('div'), { textContent: text });
}
