import type { DataClass } from '../model/classification';
import type { FieldMask, ShownValue } from '../model/customer';
import type { CellValue } from '../model/entities';
import { type MaskKind, maskText } from '../model/mask';
import type { Tag } from '../model/tag';
import type { PersonColumns } from './resident';

/** How a tag is masked by default: as what it holds of persons, else wholly unless it is C1. */
export function maskOfTag(tag: string, persons: PersonColumns): FieldMask | undefined {
  const dataClass = classOfTag(tag, persons);
  if (persons.tags.has(tag) && dataClass !== 'C3') return 'part';
  return dataClass === 'C1' ? undefined : 'whole';
}

/** A tag that nobody knows the class of is taken for sensitive. */
export function classOfTag(tag: string, { classes }: PersonColumns): DataClass {
  return classes.get(tag) ?? 'C2';
}

/** A value of a tag as anybody may see it. */
export function shownTag(tag: Tag, value: CellValue, persons: PersonColumns): ShownValue {
  const mask = maskOfTag(tag.id, persons);
  if (mask === undefined || value === null) return clearTag(tag, value);
  return mask === 'whole' ? { value: null, known: true, mask } : masked(persons.tags.get(tag.id) ?? 'name', value);
}

/** The value itself, with its label. */
export function clearTag({ labels }: Pick<Tag, 'labels'>, value: CellValue): ShownValue {
  const label = labels.find((each) => each.value === value)?.label;
  return { value, known: value !== null, ...(label === undefined ? {} : { label }) };
}

/** A property of an event as anybody may see it. */
export function shownProp(prop: string, value: CellValue, persons: PersonColumns): ShownValue {
  const kind = persons.props.get(prop);
  return kind && value !== null ? masked(kind, value) : { value, known: value !== null };
}

/** The key as anybody may see it: one that is a person's number is masked as such. */
export function shownKey(key: string, column: string | null, { tags }: PersonColumns): string {
  const kind = column === null ? undefined : tags.get(column);
  return kind ? maskText(kind, key) : key;
}

function masked(kind: MaskKind, value: CellValue): ShownValue {
  return { value: maskText(kind, String(value)), known: true, mask: 'part' };
}
