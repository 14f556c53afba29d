import type { MaskKind } from '../model/mask';
import { maskText } from '../model/mask';

const PLACE = /\{\{\s*([^{}]+?)\s*\}\}/g;

/** Ids of the tags that stand in double braces, each once. */
export function tagsIn(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => [...text.matchAll(PLACE)].map(([, tag]) => tag ?? '')))];
}

/** The text with what the tags say of a customer: unknown is a dash, and what is of persons is masked. */
export function filledIn(text: string, said: (tag: string) => string | null, masks: ReadonlyMap<string, MaskKind>): string {
  return text.replace(PLACE, (_, tag: string) => {
    const [value, kind] = [said(tag), masks.get(tag)];
    if (value === null) return '–';
    return kind ? maskText(kind, value) : value;
  });
}
