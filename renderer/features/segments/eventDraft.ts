import { type Behaviour, type EventFilter, type Measure, wantsProp } from '#shared/model/event';
import { measureTakes, measureType } from '#shared/model/measure';
import type { TagType } from '#shared/model/tag';
import { newComparison } from '../../conditions/conditionValues';
import { type Props, propType } from '../../conditions/eventFilters';
import type { DraftEvent, DraftSequence } from './ruleTree';

/** At least once: what people mean by "did it" before they say more. */
export function newEvent(event: string, id: string): DraftEvent {
  return {
    id,
    kind: 'event',
    event,
    where: [],
    measure: 'count',
    op: 'gte',
    values: [1],
    window: { last: { n: 90, unit: 'day' } },
  };
}

export function newSequence(first: string, id: string): DraftSequence {
  const step: EventFilter = { event: first, where: [] };
  return { id, kind: 'sequence', steps: [step, step], within: { n: 30, unit: 'day' }, exclude: [] };
}

/** The properties that a measure can be taken of. */
export function propsFor(measure: Measure, known: readonly string[], props: Props): string[] {
  return known.filter((prop) => measureTakes(measure, propType(prop, props)));
}

export function measuredType(behaviour: Pick<Behaviour, 'measure' | 'prop'>, props: Props): TagType {
  return measureType(behaviour, (prop) => propType(prop, props));
}

/** Takes another measure; the comparison stays where its type does. */
export function withMeasure(condition: DraftEvent, measure: Measure, known: readonly string[], props: Props): DraftEvent {
  const fitting = propsFor(measure, known, props);
  const { prop: former, ...rest } = condition;
  const kept = former !== undefined && fitting.includes(former) ? former : fitting[0];
  return compared(condition, { ...rest, measure, ...(wantsProp(measure) && kept !== undefined ? { prop: kept } : {}) }, props);
}

export function withProp(condition: DraftEvent, prop: string, props: Props): DraftEvent {
  return compared(condition, { ...condition, prop }, props);
}

function compared(before: DraftEvent, after: DraftEvent, props: Props): DraftEvent {
  const type = measuredType(after, props);
  if (measuredType(before, props) === type) return after;
  const { op, values } = newComparison(type);
  return { ...after, op, values: values as DraftEvent['values'] };
}

/** What a condition measures, without what it is compared with. */
export function behaviourOf({ event, where, measure, prop, window }: DraftEvent): Behaviour {
  return { event, where, measure, ...(prop === undefined ? {} : { prop }), ...(window ? { window } : {}) };
}
