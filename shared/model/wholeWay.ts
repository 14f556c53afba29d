import type { FunnelDifference, FunnelSideAnswer } from './funnel';

/** How the whole way of a side differs from that of the first: it stands behind the differences of each step, where it is more than one. */
export function wholeWay({ steps, differences }: Pick<FunnelSideAnswer, 'steps' | 'differences'>): FunnelDifference | undefined {
  return differences.length === steps.length ? differences.at(-1) : undefined;
}
