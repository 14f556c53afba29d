import { FAULT_TEXTS, type HintKey } from './faultTexts';

export type TextKey = keyof typeof FAULT_TEXTS;

/** Something that can be said in every language: a template of the catalogue and what fills it. Plain data. */
export interface Saying<K extends TextKey = TextKey> {
  readonly key: K;
  readonly values: Readonly<Record<string, SayingValue>>;
}

/** Written as it is, in quotes, as a sentence of its own, or as a list. */
export type SayingValue = string | number | Quoted | Saying | readonly (string | Quoted | Saying)[];

/** A name or value out of the data, which may hold anything. */
interface Quoted {
  readonly quoted: string;
}

/** The names in a template that wait for values. */
type Holes<T extends string> = T extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Holes<Rest> : never;

export type ValuesOf<K extends TextKey> = { readonly [Name in Holes<(typeof FAULT_TEXTS)[K]>]: SayingValue };

export type PlainHintKey = { [K in HintKey]: Holes<(typeof FAULT_TEXTS)[K]> extends never ? K : never }[HintKey];

export function say<K extends TextKey>(key: K, values: ValuesOf<K>): Saying<K> {
  return { key, values };
}

export function quoted(text: string): Quoted {
  return { quoted: text };
}

/** How one language says things. */
export interface Wording {
  readonly texts: Readonly<Record<TextKey, string>>;
  /** Between the items of a list. */
  readonly comma: string;
  /** Control characters come escaped. */
  quote(text: string): string;
}

export const ENGLISH: Wording = { texts: FAULT_TEXTS, comma: ', ', quote: (text) => JSON.stringify(text) };

export function spell({ key, values }: Saying, wording: Wording): string {
  return wording.texts[key].replace(/\{\{(\w+)\}\}/g, (hole, name: string) => {
    const value = values[name];
    return value === undefined ? hole : write(value, wording);
  });
}

function write(value: SayingValue, wording: Wording): string {
  if (typeof value !== 'object') return `${value}`;
  if ('key' in value) return spell(value, wording);
  if ('quoted' in value) return wording.quote(value.quoted);
  return value.map((item) => write(item, wording)).join(wording.comma);
}
