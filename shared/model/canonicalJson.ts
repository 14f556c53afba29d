export type PlainJson = string | number | boolean | null | readonly PlainJson[] | { readonly [name: string]: PlainJson };

/**
 * The one text of a value by RFC 8785: names sorted by UTF-16 units, no blanks. Only what has one form everywhere is taken.
 * @throws RangeError for numbers that are not whole or too large to be exact, and for lone surrogates.
 */
export function canonicalJson(value: PlainJson): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${canonicalText(name)}:${canonicalJson(member)}`).join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new RangeError(`no canonical form of ${value}`);
  return typeof value === 'string' ? canonicalText(value) : JSON.stringify(value === 0 ? 0 : value);
}

function canonicalText(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new RangeError('a text with half a character has no canonical form');
  return JSON.stringify(text);
}
