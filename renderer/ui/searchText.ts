import { pinyin } from 'pinyin-pro';

const spellings = new Map<string, string>();

/** Whether a typed query finds a text: by part of it, by its full pinyin, or by the initials (`nl`, `nianling` find 年龄). */
export function findsText(query: string, ...texts: readonly string[]): boolean {
  const wanted = query.trim().toLowerCase();
  return wanted === '' || texts.some((text) => spellingOf(text).includes(wanted));
}

/** The same of an option of a select. */
export function findsOption(query: string, option?: { label?: unknown }): boolean {
  return typeof option?.label === 'string' && findsText(query, option.label);
}

/** A name in Latin letters, for ids: `年龄 25+` gives `nianling-25`. */
export function slugOf(name: string): string {
  const latin = syllables(name).join('').toLowerCase();
  return latin
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
}

function spellingOf(text: string): string {
  const known = spellings.get(text);
  if (known !== undefined) return known;
  const parts = syllables(text);
  const spelling = [text, parts.join(''), parts.map((part) => part.charAt(0)).join('')].join('\n').toLowerCase();
  spellings.set(text, spelling);
  return spelling;
}

function syllables(text: string): string[] {
  return pinyin(text, { toneType: 'none', type: 'array', nonZh: 'spaced', v: true });
}
