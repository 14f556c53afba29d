import type { Segment } from '../../shared/model/segment';
import type { TagType } from '../../shared/model/tag';
import type { RuleScope } from '../../shared/sql/compileRule';
import type { PlainCustomer, PlainEvent, PlainWorld } from './plainRules';

/** Not a multiple of what the kernels take at a time. */
const ROWS = 331;
const EVENTS_PER_CUSTOMER = 7;
export const AS_OF = '2026-06-30';
export const CITIES = ['杭州', '上海', "O'Brien", 'a"b', '😀', 'x y', '\u{20000}', ''];
export const ACTS = ['buy', 'sell', 'visit'];
export const CHANNELS = ['app', '网点', "o'c"];
export const TAG_TYPES: Readonly<Record<string, TagType>> = {
  row: 'number',
  city: 'category',
  'a "b"': 'number',
  balance: 'number',
  opened: 'date',
  active: 'boolean',
};
/** Tags that are in no table: only their names matter. */
export const ODD_TAGS: Readonly<Record<string, TagType>> = Object.fromEntries(
  [
    'select',
    'Group',
    '年龄',
    '客户 等级',
    'it\'s "x"',
    'interval',
    'day',
    'row_',
    '1st',
    'as_of',
    'block_1',
    'ＡＢ',
    'customers',
  ].map((name) => [name, 'category'] as const),
);
export const PROP_TYPES: Readonly<Record<string, TagType>> = {
  amount: 'number',
  due: 'date',
  channel: 'category',
  online: 'boolean',
};

/** Segments that rules may name; the second names the first. */
export const SEGMENTS: readonly Segment[] = [
  {
    id: 'rich',
    name: 'Rich',
    description: '',
    who: { kind: 'all', rules: [{ kind: 'tag', tag: 'balance', op: 'gte', values: [60] }] },
  },
  {
    id: 'rich-or-new',
    name: 'Rich or new',
    description: '',
    who: {
      kind: 'any',
      rules: [
        { kind: 'segment', segment: 'rich', member: true },
        { kind: 'event', event: 'buy', where: [], measure: 'daysSinceFirst', op: 'lt', values: [40] },
      ],
    },
  },
];

function picker(index: number, salt: number): (n: number) => number {
  return (n) => ((index * 7919 + salt * 3571 + n * 104_729) * 48_271) % 99_991;
}

function dayIn2026(months: number, pick: (n: number) => number, n: number): string {
  return `2026-0${1 + (pick(n) % months)}-${String(1 + (pick(n + 1) % 28)).padStart(2, '0')}`;
}

/** Customers with every kind of value and unknowns among them; the same at every run. */
export const customers: readonly PlainCustomer[] = Array.from({ length: ROWS }, (_, index) => {
  const pick = picker(index, 1);
  return {
    key: String(index),
    tags: {
      row: index,
      city: pick(1) % 9 === 0 ? null : (CITIES[pick(2) % 7] ?? null),
      'a "b"': pick(3) % 6 === 0 ? null : (pick(4) % 40) - 20,
      balance: pick(5) % 5 === 0 ? null : (pick(6) % 1000) / 8,
      opened: pick(7) % 4 === 0 ? null : dayIn2026(6, pick, 8),
      active: pick(10) % 7 === 0 ? null : pick(11) % 2 === 0,
    },
    events:
      pick(12) % 6 === 0 ? [] : Array.from({ length: pick(13) % (2 * EVENTS_PER_CUSTOMER) }, (_, event) => eventOf(index, event)),
  };
});

/** Few days and few hours, so that many share a moment; some fall after the as-of day. */
function eventOf(customer: number, event: number): PlainEvent {
  const pick = picker(customer * 20 + event, 2);
  const day = pick(1) % 3 === 0 ? `2026-06-${String(24 + (pick(2) % 7)).padStart(2, '0')}` : dayIn2026(7, pick, 2);
  return {
    name: ACTS[pick(4) % ACTS.length] ?? '',
    time: `${day} ${['00:00:00', '12:30:00', '23:59:59.25'][pick(5) % 3]}`,
    props: {
      amount: pick(6) % 5 === 0 ? null : (pick(7) % 80) / 8 - 2,
      due: pick(8) % 4 === 0 ? null : dayIn2026(6, pick, 9),
      channel: pick(11) % 5 === 0 ? null : (CHANNELS[pick(12) % CHANNELS.length] ?? null),
      online: pick(13) % 6 === 0 ? null : pick(14) % 2 === 0,
    },
  };
}

export const LISTED: readonly string[] = [
  ...customers.filter((_, index) => index % 3 === 1).map(({ key }) => key),
  '5',
  'nobody',
  '5000',
];

export const WORLD: PlainWorld = {
  asOf: AS_OF,
  segments: Object.fromEntries(SEGMENTS.map(({ id, who }) => [id, who])),
  lists: { listed: new Set(LISTED) },
  predicates: {
    '"a ""b""" > 3': (tags) => tags['a "b"'] !== null && Number(tags['a "b"']) > 3,
    'city IS NULL OR balance < 50': (tags) => tags.city === null || (tags.balance !== null && Number(tags.balance) < 50),
    "lower(city) LIKE '%b%'": (tags) =>
      String(tags.city ?? '')
        .toLowerCase()
        .includes('b'),
  },
};

export const scope: RuleScope = {
  asOf: AS_OF,
  rowColumn: '_row',
  queryTables: [],
  key: 'row',
  typeOf: (tag) => TAG_TYPES[tag] ?? 'category',
  propType: (prop) => PROP_TYPES[prop] ?? 'category',
  segmentOf: (id) => SEGMENTS.find((segment) => segment.id === id) ?? missing(id),
  listOf: (id) => ({ id, name: id, description: '', table: 'listed', key: 'key' }),
};

function missing(id: string): never {
  throw new Error(`no segment ${id}`);
}

export function customersCsv(): string {
  const lines = customers.map(({ tags }) => Object.values(tags).map(csvCell).join(','));
  return ['row,city,"a ""b""",balance,opened,active', ...lines].join('\n');
}

export function eventsCsv(): string {
  const lines = customers.flatMap(({ key, events }) =>
    events.map(({ name, time, props }) => [key, name, time, ...Object.values(props)].map(csvCell).join(',')),
  );
  return ['row,act,time,amount,due,channel,online', ...lines].join('\n');
}

function csvCell(value: string | number | boolean | null): string {
  return typeof value === 'string' ? `"${value.replaceAll('"', '""')}"` : value === null ? '' : String(value);
}
