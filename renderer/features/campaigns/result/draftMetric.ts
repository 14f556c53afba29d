import type { ExperimentMetric, Outcome } from '#shared/model/experiment';
import type { ConditionNames } from '../../../conditions/conditionNames';
import { isCompleteFilter } from '../../../conditions/eventFilters';

/** A metric on the page; an empty label is made of what it counts. */
export type DraftMetric = ExperimentMetric & { readonly id: string };

export function isComplete(metric: DraftMetric): boolean {
  const outcomes = metric.kind === 'ratio' ? [metric.of, metric.per] : [metric.of];
  return outcomes.every((of) => ('tag' in of ? of.tag !== '' : isCompleteFilter(of)));
}

/** The metrics with labels of their own, and without what the exposures cannot have. */
export function labelledMetrics(metrics: readonly DraftMetric[], names: ConditionNames, timed: boolean): ExperimentMetric[] {
  const taken = new Set<string>();
  return metrics.map(({ id: _, ...metric }): ExperimentMetric => {
    const wanted = metric.label.trim() || metricLabel(metric, names);
    let label = wanted;
    for (let n = 2; taken.has(label); n++) label = `${wanted} ${n}`;
    taken.add(label);
    const { within: __, after: ___, ...untimed } = metric;
    return { ...(timed ? metric : untimed), label };
  });
}

/** What a metric counts, in the words of the data. */
export function metricLabel(metric: ExperimentMetric, names: ConditionNames): string {
  const of = outcomeLabel(metric.of, names);
  return metric.kind === 'ratio' ? `${of} ÷ ${outcomeLabel(metric.per, names)}` : of;
}

function outcomeLabel(outcome: Outcome, { tags }: ConditionNames): string {
  if ('tag' in outcome) return tags.get(outcome.tag)?.name ?? outcome.tag;
  const values = outcome.where.flatMap(({ values }) => values.filter((value) => typeof value !== 'object').map(String));
  return [outcome.event, ...values, ...(outcome.prop === undefined ? [] : [outcome.prop])].join(' · ');
}
