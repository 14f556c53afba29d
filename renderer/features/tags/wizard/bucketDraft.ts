import type { BucketSource } from '#shared/model/tagSource';

type Edge = BucketSource['edges'][number];

/** How a range is called as long as nobody names it. */
export function rangeLabel(edges: readonly Edge[], index: number): string {
  const from = edges[index - 1];
  const to = edges[index];
  if (from === undefined) return `< ${to}`;
  return to === undefined ? `≥ ${from}` : `${from} – ${to}`;
}

/** Takes other edges: names that a person gave stay with their range, the others follow the edges. */
export function withEdges(source: BucketSource, edges: readonly Edge[]): BucketSource {
  const labels = Array.from({ length: edges.length + 1 }, (_, index) => {
    const former = source.labels[index];
    return former === undefined || former === rangeLabel(source.edges, index) ? rangeLabel(edges, index) : former;
  });
  return { ...source, edges: [...edges], labels };
}

/** One more edge behind the last: as far from it as that is from the one before; `first` where there is none yet. */
export function withEdgeAdded(source: BucketSource, first: Edge): BucketSource {
  const last = source.edges.at(-1);
  const before = source.edges.at(-2);
  if (typeof last === 'number')
    return withEdges(source, [...source.edges, last + (typeof before === 'number' ? last - before : 1)]);
  return withEdges(source, [...source.edges, last === undefined ? first : nextDay(last)]);
}

export function withEdgeRemoved(source: BucketSource, index: number): BucketSource {
  const labels = source.labels.toSpliced(index + 1, 1);
  const edges = source.edges.toSpliced(index, 1);
  const kept = labels.map((label, place) => {
    const was = place > index ? place + 1 : place;
    return label === rangeLabel(source.edges, was) ? rangeLabel(edges, place) : label;
  });
  return { ...source, edges, labels: kept };
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
