import type { ItemsSpec, Suitability } from '#shared/model/insight';
import type { Tag } from '#shared/model/tag';
import type { TableInfo } from '#shared/model/workspace';

const RISK = /risk|风险/i;
const PRODUCT = /product|item|code|sku|产品|代码|编号/i;

/** Where levels may come from. */
export interface SuitabilityChoices {
  readonly tags: readonly Pick<Tag, 'id' | 'name' | 'type'>[];
  readonly tables: readonly Pick<TableInfo, 'name' | 'columns'>[];
}

/** The customers' risk tag and a table of products with a risk column, by their names; null where no tag speaks of risk. */
export function proposedSuitability({ tags, tables }: SuitabilityChoices, items: ItemsSpec): Suitability | null {
  const tag = tags.find(({ id, name }) => RISK.test(name) || RISK.test(id));
  if (!tag) return null;
  const products = tables.flatMap((table) => productColumns(table, items) ?? [])[0];
  return { tag: tag.id, ...(products ? { products } : {}), levels: [] };
}

/** Which columns of a table are the product's code and its risk; null where it has no such. */
export function productColumns(
  { name, columns }: Pick<TableInfo, 'name' | 'columns'>,
  items: ItemsSpec,
): NonNullable<Suitability['products']> | null {
  const names = columns.map((column) => column.name);
  const wanted = items.kind === 'event' ? items.prop : '';
  const key = names.find((each) => each === wanted) ?? names.find((each) => PRODUCT.test(each) && !RISK.test(each));
  const level = names.find((each) => RISK.test(each));
  return key === undefined || level === undefined ? null : { table: name, key, level };
}

/** The same with a level typed in, or taken back where it is null. */
export function withLevel(suitability: Suitability, item: string, level: number | null): Suitability {
  const others = suitability.levels.filter((each) => each.item !== item);
  return { ...suitability, levels: level === null ? others : [...others, { item, level }] };
}
