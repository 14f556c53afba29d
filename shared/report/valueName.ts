import type { PortraitValue } from '../model/answers';
import type { Format } from './format';

type Named = Pick<PortraitValue, 'value' | 'label' | 'from' | 'to'>;

interface ValueWords {
  readonly yes: string;
  readonly no: string;
  readonly unknown: string;
}

/** How a value of a portrait is written: by its label, a bucket by its ends. */
export function valueName({ value, label, from, to }: Named, words: ValueWords, format: Pick<Format, 'exact'>): string {
  if (from !== undefined && to !== undefined) return bucketName(from, to, format);
  if (value === null) return words.unknown;
  return label ?? (typeof value === 'boolean' ? words[value ? 'yes' : 'no'] : value);
}

type End = number | string | null;

/** `[from, to)`, open where an end is null. */
function bucketName(from: End, to: End, format: Pick<Format, 'exact'>): string {
  const write = (end: number | string) => (typeof end === 'number' ? format.exact(end) : end);
  if (from === null) return to === null ? '–' : `< ${write(to)}`;
  return to === null ? `≥ ${write(from)}` : `${write(from)} – ${write(to)}`;
}
