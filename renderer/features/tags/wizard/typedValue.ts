import type { TagType } from '#shared/model/tag';
import type { TagValue } from '#shared/model/tagSource';

export type ValueKind = Extract<TagType, 'category' | 'number' | 'boolean'>;

/** A value as it is typed: of the empty text and of no number, none. */
export function typedValue(text: string, kind: ValueKind): TagValue | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (kind === 'category') return trimmed;
  if (kind === 'boolean') return trimmed === 'true';
  const number = Number(trimmed);
  return Number.isFinite(number) ? number : null;
}

export function kindOfValue(value: TagValue | null | undefined): ValueKind {
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'category';
}
