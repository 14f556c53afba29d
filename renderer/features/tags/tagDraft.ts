import type { TagDefinition, TagState } from '#shared/model/tag';
import { slugOf } from '../../ui/searchText';

/** What a person wrote down of a tag, as saving takes it. */
export function definitionOf(tag: TagState): TagDefinition {
  const { id, name, category, description, owner, sensitivity, status, unit, labels, refresh, source } = tag;
  const words = { id, name, category, description, owner, status, refresh, ...(sensitivity ? { sensitivity } : {}) };
  return { ...words, ...(unit === undefined ? {} : { unit }), labels: [...labels], source };
}

/** Readable, and free where names repeat or leave nothing to spell. */
export function newTagId(name: string, taken: readonly string[]): string {
  const slug = slugOf(name) || 'tag';
  const known = new Set(taken.map((id) => id.toLowerCase()));
  let id = slug;
  for (let n = 2; known.has(id); n++) id = `${slug}-${n}`;
  return id;
}

/** A label that is no more than its value, or that is empty, is none. */
export function withLabel(
  labels: TagDefinition['labels'],
  value: string | number | boolean,
  label: string,
): TagDefinition['labels'] {
  const typed = label.trim();
  const at = labels.findIndex((each) => each.value === value);
  if (typed === '' || typed === String(value)) return at < 0 ? labels : labels.toSpliced(at, 1);
  return at < 0 ? [...labels, { value, label: typed }] : labels.with(at, { value, label: typed });
}
