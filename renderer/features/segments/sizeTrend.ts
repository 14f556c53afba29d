import type { SizePoint } from '#shared/model/segment';

/** The size on one data version; null where nobody counted on it. */
export interface TrendStep {
  readonly dataVersion: number;
  readonly point: SizePoint | null;
}

/** Every data version from the first count up to the present one, each with the newest version that was counted on it. */
export function trendSteps(trend: readonly SizePoint[], present: number): TrendStep[] {
  const first = trend[0]?.dataVersion;
  if (first === undefined) return [];
  const counted = new Map(trend.map((point) => [point.dataVersion, point]));
  return Array.from({ length: Math.max(0, present - first) + 1 }, (_, index) => {
    const dataVersion = first + index;
    return { dataVersion, point: counted.get(dataVersion) ?? null };
  });
}

/** Runs of steps that were counted one after the other: positions in `steps` and sizes. */
export function trendRuns(steps: readonly TrendStep[]): { at: number; n: number }[][] {
  const runs: { at: number; n: number }[][] = [];
  for (const [at, { point }] of steps.entries()) {
    if (!point) continue;
    const run = runs.at(-1);
    if (run && run.at(-1)?.at === at - 1) run.push({ at, n: point.n });
    else runs.push([{ at, n: point.n }]);
  }
  return runs;
}
