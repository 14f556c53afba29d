import fc from 'fast-check';
import { type Behaviour, type EventFilter, type EventWindow, MEASURES, type Measure, wantsProp } from '../../shared/model/event';
import type { EventCondition, Rule, SequenceCondition, TagCondition } from '../../shared/model/rule';
import { OPERATORS_BY_TYPE, type TagType } from '../../shared/model/tag';
import { DAY_UNITS, EVENT_UNITS, type RelativeDay, type RuleValue, type Span } from '../../shared/model/value';
import { ACTS, CHANNELS, CITIES, PROP_TYPES, TAG_TYPES } from './randomBank';

const TEXTS = [...CITIES, ...CHANNELS, '杭', 'nowhere'];

const day = fc.record({ month: fc.integer({ min: 1, max: 6 }), date: fc.integer({ min: 1, max: 28 }) }).map(({ month, date }) => {
  return `2026-0${month}-${String(date).padStart(2, '0')}`;
});
const span: fc.Arbitrary<Span> = fc.record({ n: fc.integer({ min: 1, max: 6 }), unit: fc.constantFrom(...DAY_UNITS) });
const relativeDay: fc.Arbitrary<RelativeDay> = fc.record({
  from: fc.oneof(fc.constant('asOf' as const), fc.constant({ tag: 'opened' })),
  n: fc.integer({ min: -40, max: 40 }),
  unit: fc.constantFrom(...DAY_UNITS.slice(0, 3)),
});

const VALUES: Readonly<Record<TagType, fc.Arbitrary<RuleValue>>> = {
  category: fc.constantFrom(...TEXTS),
  number: fc.oneof(fc.integer({ min: -25, max: 130 }), fc.integer({ min: 0, max: 3 }), fc.constantFrom(0.5, 12.125, -0, 1e300)),
  date: day,
  boolean: fc.boolean(),
};

type Comparison = Pick<TagCondition, 'op' | 'values'>;

/** An operator that fits the type with values that fit the operator. */
function comparison(type: TagType, takesRelative: boolean, takesSpans = true): fc.Arbitrary<Comparison> {
  const value = type === 'date' && takesRelative ? fc.oneof(VALUES.date, relativeDay) : VALUES[type];
  const operators = OPERATORS_BY_TYPE[type].filter((op) => takesSpans || !op.endsWith('Last'));
  return fc.constantFrom(...operators).chain((op): fc.Arbitrary<Comparison> => {
    if (op === 'isNull' || op === 'isNotNull') return fc.constant({ op, values: [] });
    if (op === 'inLast' || op === 'notInLast') return span.map((values) => ({ op, values: [values] }));
    if (op === 'in' || op === 'notIn') return fc.array(value, { maxLength: 6 }).map((values) => ({ op, values }));
    const n = op === 'between' ? 2 : 1;
    return fc.array(value, { minLength: n, maxLength: n }).map((values) => ({ op, values }));
  });
}

const tagLeaf: fc.Arbitrary<Rule> = fc.constantFrom(...Object.entries(TAG_TYPES)).chain(([tag, type]) => {
  return comparison(type, true).map((compared) => ({ kind: 'tag' as const, tag, ...compared }));
});

const filter: fc.Arbitrary<EventFilter> = fc.record({
  event: fc.constantFrom(...ACTS),
  where: fc.array(
    fc.constantFrom(...Object.entries(PROP_TYPES)).chain(([prop, type]) => {
      return comparison(type, false).map(({ op, values }) => ({ prop, op, values: values as (RuleValue | Span)[] }));
    }),
    { maxLength: 2 },
  ),
});

const windowEnd = fc.oneof(day, relativeDay);
const eventWindow: fc.Arbitrary<EventWindow | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.record({ last: fc.record({ n: fc.integer({ min: 1, max: 30 }), unit: fc.constantFrom(...EVENT_UNITS) }) }),
  fc
    .tuple(windowEnd, windowEnd)
    .map(([from, to]) =>
      typeof from === 'string' && typeof to === 'string' && from > to ? { from: to, to: from } : { from, to },
    ),
);

const PROPS_OF: Partial<Record<Measure, readonly string[]>> = {
  sum: ['amount'],
  avg: ['amount'],
  min: ['amount', 'due'],
  max: ['amount', 'due'],
};

const measured: fc.Arbitrary<Pick<Behaviour, 'measure' | 'prop'>> = fc.constantFrom(...MEASURES).chain((measure) => {
  if (!wantsProp(measure)) return fc.constant({ measure });
  return fc.constantFrom(...(PROPS_OF[measure] ?? Object.keys(PROP_TYPES))).map((prop) => ({ measure, prop }));
});

const eventLeaf: fc.Arbitrary<EventCondition> = fc.tuple(filter, measured, eventWindow).chain(([which, what, window]) => {
  return comparison(typeOf(what), false, false).map((compared) => ({
    kind: 'event' as const,
    ...which,
    ...what,
    ...compared,
    values: compared.values as RuleValue[],
    ...(window ? { window } : {}),
  }));
});

function typeOf({ measure, prop }: Pick<Behaviour, 'measure' | 'prop'>): TagType {
  if (measure === 'topValue') return 'category';
  return (measure === 'min' || measure === 'max') && prop === 'due' ? 'date' : 'number';
}

const sequenceLeaf: fc.Arbitrary<SequenceCondition> = fc.record({
  kind: fc.constant('sequence' as const),
  steps: fc.array(filter, { minLength: 2, maxLength: 3 }),
  within: fc.record({ n: fc.integer({ min: 1, max: 40 }), unit: fc.constantFrom(...EVENT_UNITS) }),
  exclude: fc.array(filter, { maxLength: 1 }),
});

const memberLeaf: fc.Arbitrary<Rule> = fc
  .boolean()
  .chain((member) =>
    fc.constantFrom<Rule>(
      { kind: 'segment', segment: 'rich', member },
      { kind: 'segment', segment: 'rich-or-new', member },
      { kind: 'list', list: 'listed', member },
    ),
  );

const sqlLeaf: fc.Arbitrary<Rule> = fc
  .constantFrom('"a ""b""" > 3', 'city IS NULL OR balance < 50', "lower(city) LIKE '%b%'")
  .map((predicate) => ({ kind: 'sql', predicate }));

/** A rule tree with every kind of leaf. */
export const ruleTree: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(
      { weight: 6, arbitrary: tagLeaf },
      { weight: 4, arbitrary: eventLeaf },
      { weight: 1, arbitrary: sequenceLeaf },
      { weight: 1, arbitrary: memberLeaf },
      { weight: 1, arbitrary: sqlLeaf },
    ),
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const, 'none' as const),
      rules: fc.array(tie('rule'), { maxLength: 4 }),
    }),
  ),
})).rule;
