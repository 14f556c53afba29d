import type { ExperimentMetric, Outcome } from './experiment';

interface TagNames {
  readonly tags: ReadonlyMap<string, { readonly name: string }>;
}

/** An empty label is made of what it counts; an `id` is left out. */
type Draft = ExperimentMetric & { readonly id?: string };

/** The metrics with labels of their own, and without what the exposures cannot have. */
export function labelledMetrics(metrics: readonly Draft[], names: TagNames, timed: boolean): ExperimentMetric[] {
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
export function metricLabel(metric: ExperimentMetric, names: TagNames): string {
  const of = outcomeLabel(metric.of, names);
  if (metric.kind === 'quantile') return `${of} P${Math.round(metric.q * 100)}`;
  return metric.kind === 'ratio' ? `${of} ÷ ${outcomeLabel(metric.per, names)}` : of;
}

function outcomeLabel(outcome: Outcome, { tags }: TagNames): string {
  if ('tag' in outcome) return tags.get(outcome.tag)?.name ?? outcome.tag;
  const values = outcome.where.flatMap(({ values }) => values.filter((value) => typeof value !== 'object').map(String));
  return [outcome.event, ...values, ...(outcome.prop === undefined ? [] : [outcome.prop])].join(' · ');
}
