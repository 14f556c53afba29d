import type { CustomerField } from '#shared/model/customer';

export interface FieldGroup {
  readonly category: string;
  readonly fields: readonly CustomerField[];
}

/** Fields by category, categories in the order in which they first come; those without one are last. */
export function fieldGroups(fields: readonly CustomerField[]): FieldGroup[] {
  const categories = [...new Set(fields.map(({ category }) => category))];
  const ordered = [...categories.filter((category) => category !== ''), ...categories.filter((category) => category === '')];
  return ordered.map((category) => ({ category, fields: fields.filter((field) => field.category === category) }));
}
