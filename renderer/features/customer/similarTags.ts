import type { CustomerField } from '#shared/model/customer';
import type { Tag } from '#shared/model/tag';

/** A category of more values than this is a name or a number of something, which nobody has in common. */
const MOST_VALUES = 1000;
const FIRST_TAGS = 8;
/** Of categories that are compared unasked. */
const MOST_FIRST_VALUES = 20;

/** Tags that customers can be compared by: known of this one, of several values, and nothing that names a person. */
export function comparableTags(tags: readonly Tag[], fields: readonly CustomerField[]): Tag[] {
  const known = new Map(fields.map((field) => [field.tag, field]));
  return tags.filter(({ id, type, distinct }) => {
    const field = known.get(id);
    if (!field?.known || field.mask === 'part' || distinct < 2) return false;
    return type === 'number' || type === 'date' || distinct <= MOST_VALUES;
  });
}

/** Those to begin with: published ones that tell most, numbers and few values. */
export function firstTags(tags: readonly Tag[]): string[] {
  const telling = tags.filter(({ type, distinct, status }) => {
    return status === 'published' && (type === 'number' || (type !== 'date' && distinct <= MOST_FIRST_VALUES));
  });
  return telling.slice(0, FIRST_TAGS).map(({ id }) => id);
}
