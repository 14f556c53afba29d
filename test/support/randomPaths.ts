import type { PathLimit, PathSpec } from '../../shared/model/path';

const UNITS: readonly PathLimit['unit'][] = ['minute', 'hour', 'day', 'week'];

/** Paths over these events with every option in turn. What the spec refuses is not among them. */
export function randomPathSpec(random: () => number, names: readonly string[], days: readonly [string, string][]): PathSpec {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const some = (share: number) => names.filter(() => random() < share);
  const end = pick(['from', 'to', 'any'] as const);
  const start = pick(names);
  const limit = (): PathLimit => ({ n: 1 + Math.floor(random() * 12), unit: pick(UNITS) });
  const [low, high] = pick(days);
  const grouped = some(0.5);
  const half = Math.floor(grouped.length / 2);
  const groups = [
    { name: pick(names), events: grouped.slice(0, half) },
    { name: '组', events: grouped.slice(half) },
  ].filter(({ events }) => events.length > 0);
  return {
    ...(end === 'any' ? {} : { [end]: { event: start, where: [] } }),
    depth: pick([1, 2, 3, 5, 50]),
    range: { from: low, to: high },
    collapseRepeats: random() < 0.5,
    count: pick(['customers', 'attempts']),
    top: pick([1, 2, 3, 8]),
    hide: random() < 0.4 ? some(0.3).filter((name) => end === 'any' || name !== start) : [],
    groups: random() < 0.4 ? groups : [],
    ...(random() < 0.4 ? { within: limit() } : {}),
    ...(random() < 0.4 ? { gap: limit() } : {}),
    sequences: 200,
  };
}
