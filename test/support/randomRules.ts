import fc from 'fast-check';
import { type Behaviour, type EventFilter, type EventWindow, MEASURES, type Measure, wantsProp } from '../../shared/model/event';
import type { EventCondition, Rule, SequenceCondition, TagCondition } from '../../shared/model/rule';
import { OPERATORS_BY_TYPE, type TagType } from '../../shared/model/tag';
import { DAY_UNITS, EVENT_UNITS, type RelativeDay, type RuleValue, type Span } from '../../shared/model/value';
import { ACTS, CHANNELS, CITIES, ODD_TAGS, PROP_TYPES, TAG_TYPES } from './randomBank';

const ODD_TEXTS = [
  "it's",
  "''",
  '""',
  'a\nb',
  '\r\n',
  '\t',
  '--',
  '/*',
  '*/',
  ';',
  '$1',
  '',
  ' ',
  '\u2028',
  '\ufeffx',
  '年龄',
  "'); DROP TABLE t --",
];
const ODD_NUMBERS = [
  1e-7,
  -1e-7,
  0.1 + 0.2,
  1e21,
  2 ** 53,
  2 ** 60,
  -(2 ** 63),
  123_456_789.012_345_6,
  Number.MIN_VALUE,
  -Number.MAX_VALUE,
  5e-324,
];

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

const sequenceLeaf: fc.Arbitrary<SequenceCondition> = fc
  .record({
    kind: fc.constant('sequence' as const),
    steps: fc.array(filter, { minLength: 2, maxLength: 3 }),
    within: fc.record({ n: fc.integer({ min: 1, max: 40 }), unit: fc.constantFrom(...EVENT_UNITS) }),
    range: fc.option(fc.constantFrom({ from: '2026-05-01', to: '2026-06-15' }, { from: '2026-01-01', to: '2026-05-20' }), {
      nil: undefined,
    }),
    exclude: fc.array(filter, { maxLength: 1 }),
  })
  .map(({ range, ...rest }) => (range ? { ...rest, range } : rest));

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

const queryLeaf: fc.Arbitrary<Rule> = fc
  .constantFrom(
    'SELECT "row" FROM data.random WHERE balance > 20',
    "-- 重点客户\nWITH block_1 AS (\n  SELECT row FROM random WHERE city = '(')\nSELECT row FROM block_1 -- )\n",
    '\n  SELECT 3 AS as_of /* members */',
  )
  .map((sql) => ({ kind: 'query', sql }));

/** Names that must be written in quotes, and values that an editor or a number format could spoil. */
const oddLeaf: fc.Arbitrary<Rule> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...Object.keys(ODD_TAGS)),
      fc.constantFrom('is' as const, 'isNot' as const, 'contains' as const, 'startsWith' as const),
      fc.oneof(fc.constantFrom(...ODD_TEXTS), fc.string({ unit: 'grapheme' })),
    )
    .map(([tag, op, value]) => ({ kind: 'tag' as const, tag, op, values: [value] })),
  fc
    .tuple(
      fc.constantFrom('lt' as const, 'gte' as const),
      fc.oneof(fc.constantFrom(...ODD_NUMBERS), fc.double({ noNaN: true, noDefaultInfinity: true })),
    )
    .map(([op, value]) => ({ kind: 'tag' as const, tag: 'balance', op, values: [value] })),
);

const plainLeaf = fc.oneof(
  { weight: 6, arbitrary: tagLeaf },
  { weight: 4, arbitrary: eventLeaf },
  { weight: 1, arbitrary: sequenceLeaf },
  { weight: 1, arbitrary: memberLeaf },
  { weight: 1, arbitrary: sqlLeaf },
);

/** A rule tree with every kind of leaf that one customer can be asked about. */
export const ruleTree: fc.Arbitrary<Rule> = treeOf(plainLeaf, (rule) => rule);

/** The same with queries among the leaves and blocks that are switched off. */
export const switchedTree: fc.Arbitrary<Rule> = treeOf(
  fc.oneof({ weight: 12, arbitrary: plainLeaf }, { weight: 1, arbitrary: queryLeaf }),
  switched,
);

/** The same with names and values that are hard to write. */
export const oddTree: fc.Arbitrary<Rule> = treeOf(
  fc.oneof({ weight: 4, arbitrary: plainLeaf }, { weight: 1, arbitrary: queryLeaf }, { weight: 4, arbitrary: oddLeaf }),
  switched,
);

function switched(rule: fc.Arbitrary<Rule>): fc.Arbitrary<Rule> {
  return fc.tuple(rule, fc.nat(5)).map(([each, dice]) => (dice === 0 ? { ...each, disabled: true } : each));
}

function treeOf(leaf: fc.Arbitrary<Rule>, block: (rule: fc.Arbitrary<Rule>) => fc.Arbitrary<Rule>): fc.Arbitrary<Rule> {
  return fc.letrec<{ rule: Rule }>((tie) => ({
    rule: block(
      fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        leaf,
        fc.record({
          kind: fc.constantFrom('all' as const, 'any' as const, 'none' as const),
          rules: fc.array(tie('rule'), { maxLength: 4 }),
        }),
      ),
    ),
  })).rule;
}
