import type { ExperimentMetric } from '#shared/model/experiment';
import { isCompleteFilter } from '../../../conditions/eventFilters';

/** A metric on the page; an empty label is made of what it counts. */
export type DraftMetric = ExperimentMetric & { readonly id: string };

export function isComplete(metric: DraftMetric): boolean {
  const outcomes = metric.kind === 'ratio' ? [metric.of, metric.per] : [metric.of];
  return outcomes.every((of) => ('tag' in of ? of.tag !== '' : isCompleteFilter(of)));
}
