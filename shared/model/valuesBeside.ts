import type { PortraitValue } from './answers';

type Named = Pick<PortraitValue, 'value'>;

/** Names a value among those of its tag: a text, a yes or no, and the unknown may be written alike. */
export function valueKey({ value }: Named): string {
  return `${typeof value}\n${value}`;
}

/** One value of one tag in several portraits; one has none where neither its segment nor its base has the value. */
export interface ValueBeside<V> {
  /** Of the first that has it. */
  readonly value: V;
  readonly ofEach: readonly (V | undefined)[];
}

/** The values that any of the portraits of a tag has. */
export function valuesBeside<V extends Named>(ofEach: readonly { readonly values: readonly V[] }[]): ValueBeside<V>[] {
  const byKey = ofEach.map(({ values }) => new Map(values.map((value) => [valueKey(value), value])));
  const found = new Map<string, V>();
  for (const values of byKey) for (const [key, value] of values) if (!found.has(key)) found.set(key, value);
  return [...found].map(([key, value]) => ({ value, ofEach: byKey.map((values) => values.get(key)) }));
}
