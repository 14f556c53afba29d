import type { PortraitNumber, PortraitTag, PortraitValue } from '../model/answers';
import type { Tag } from '../model/tag';
import type { NumberStatistics, TagStatistics, ValueStatistics } from '../stats/portrait';
import type { Bucket, CountedTag, Level } from './portraitCounts';

/** Values answered of a tag of texts; the rest take part in the statistics. */
const SHOWN_VALUES = 200;

/** All customers of the segment and of the base, and what the segment's rule sets. */
export interface Compared {
  readonly n: { readonly segment: number; readonly base: number };
  readonly isSet: (tag: string) => boolean;
}

/** What is said of a tag, with the words of its definition. */
export function portraitTag(
  statistics: TagStatistics<Level>,
  { quantiles }: Pick<CountedTag, 'quantiles'>,
  { id, name, type, category, unit, labels }: Tag,
  { n, isSet }: Compared,
): PortraitTag {
  const { known, difference, values, number } = statistics;
  const labelOf = new Map(labels.map(({ value, label }) => [value, label]));
  const placeOf = new Map(labels.map(({ value }, place) => [value as Level, place]));
  const place = ({ value }: ValueStatistics<Level>) => placeOf.get(value) ?? labels.length;
  const most = number ? values.length : SHOWN_VALUES;
  const ordered = type === 'category' ? [...values].sort((a, b) => place(a) - place(b) || b.baseN - a.baseN) : values;
  return {
    tag: id,
    name,
    type,
    category,
    ...(unit === undefined ? {} : { unit }),
    coverage: { segment: share(known.segment, n.segment), base: share(known.base, n.base) },
    known,
    difference,
    setByRule: isSet(id),
    values: ordered.slice(0, most).map((value) => portraitValue(value, labelOf)),
    hiddenValues: Math.max(0, values.length - most),
    ...(number && quantiles ? { number: portraitNumber(number, quantiles) } : {}),
  };
}

function portraitValue(
  { value: level, method: _, ...statistics }: ValueStatistics<Level>,
  labelOf: ReadonlyMap<string | number | boolean, string>,
): PortraitValue {
  if (isBucket(level)) return { value: bucketText(level), ...level, ...statistics };
  const label = level === null ? undefined : labelOf.get(level);
  return label === undefined ? { value: level, ...statistics } : { value: level, label, ...statistics };
}

export function isBucket(level: Level): level is Bucket {
  return typeof level === 'object' && level !== null;
}

export function bucketText({ from, to }: Bucket): string {
  return `${from === null ? '(' : `[${from}`}, ${to ?? ''})`;
}

function portraitNumber(
  { segment, base, rest, index, welch, effect }: NumberStatistics,
  quantiles: CountedTag['quantiles'] & object,
): PortraitNumber {
  return {
    segment: { ...segment, quantiles: quantiles.segment },
    base: { ...base, quantiles: quantiles.base },
    rest,
    index,
    welch,
    effect,
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
