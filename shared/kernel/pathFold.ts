import type { LabelTotals } from '../bits/pathTotals';
import type { PathLink, PathNode, PathPlace, PathSpec } from '../model/path';

/** What was counted, by depth. */
interface StepTotals {
  readonly depths: readonly ReadonlyMap<number, LabelTotals>[];
  readonly pairs: readonly ReadonlyMap<number, number>[];
}

/** Nodes and links with the rare places of each depth as one, and by depth and label the node's position. */
export interface FoldedPaths {
  readonly nodes: readonly PathNode[];
  readonly links: readonly PathLink[];
  readonly nodeOf: readonly ReadonlyMap<number, number>[];
}

/** `pairKey` as the totals have it: `a * labels + b`. */
export function foldPaths({ depths, pairs }: StepTotals, places: readonly PathPlace[], spec: PathSpec): FoldedPaths {
  const nodes: PathNode[] = [];
  const nodeOf = depths.map((totals, depth) => foldDepth(totals, depth, { nodes, places, top: spec.top }));
  return { nodes, nodeOf, links: pairs.flatMap((counts, depth) => foldPairs(counts, depth, places.length, nodeOf, spec)) };
}

function foldDepth(
  totals: ReadonlyMap<number, LabelTotals>,
  depth: number,
  { nodes, places, top }: { readonly nodes: PathNode[]; readonly places: readonly PathPlace[]; readonly top: number },
): Map<number, number> {
  const sorted = [...totals].sort(([a, { n }], [b, { n: m }]) => m - n || a - b);
  const named = sorted.length <= top + 1 ? sorted : sorted.slice(0, top);
  const rest = sorted.slice(named.length);
  const nodeOf = new Map<number, number>();
  for (const [label, { n, ended, goesOn }] of named) {
    nodeOf.set(label, nodes.length);
    nodes.push({ depth, kind: 'event', name: '', ...places[label], count: n, ended, goesOn });
  }
  if (rest.length === 0) return nodeOf;
  const sum = (of: keyof LabelTotals) => rest.reduce((total, [, totals]) => total + totals[of], 0);
  for (const [label] of rest) nodeOf.set(label, nodes.length);
  const ends = { ended: sum('ended'), goesOn: sum('goesOn') };
  nodes.push({ depth, kind: 'other', name: '', count: sum('n'), ...ends, places: rest.length });
  return nodeOf;
}

function foldPairs(
  counts: ReadonlyMap<number, number>,
  depth: number,
  labels: number,
  nodeOf: FoldedPaths['nodeOf'],
  { to }: PathSpec,
): PathLink[] {
  const folded = new Map<string, { near: number; far: number; count: number }>();
  for (const [key, count] of counts) {
    const near = nodeOf[depth - 1]?.get(Math.floor(key / labels)) ?? 0;
    const far = nodeOf[depth]?.get(key % labels) ?? 0;
    const link = folded.get(`${near} ${far}`);
    if (link) link.count += count;
    else folded.set(`${near} ${far}`, { near, far, count });
  }
  const links = [...folded.values()].sort((a, b) => a.near - b.near || a.far - b.far);
  return links.map(({ near, far, count }) => ({ from: to ? far : near, to: to ? near : far, depth, count }));
}
