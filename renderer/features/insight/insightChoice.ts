import { create } from 'zustand';
import type { EventProp } from '#shared/model/entities';
import type { EventKind } from '#shared/model/event';
import type { ItemsSpec, Suitability } from '#shared/model/insight';
import type { Tag } from '#shared/model/tag';
import type { TableInfo } from '#shared/model/workspace';

export type NeedsView = 'affinity' | 'together' | 'nextBest';
export type InsightTab = 'needs' | 'change';

interface InsightChoice {
  readonly tab: InsightTab;
  readonly view: NeedsView;
  readonly segment: string | undefined;
  readonly items: ItemsSpec | undefined;
  readonly base: 'all' | 'rest';
  readonly minimum: number;
  readonly size: 2 | 3;
  /** Null = switched off; undefined = as proposed. */
  readonly suitability: Suitability | null | undefined;
}

/** What is looked at; kept while another page is shown. */
export const useInsightChoice = create<InsightChoice>(() => ({
  tab: 'needs',
  view: 'affinity',
  segment: undefined,
  items: undefined,
  base: 'all',
  minimum: 30,
  size: 2,
  suitability: undefined,
}));

const PURCHASE = /purchase|buy|bought|order|subscri|购|买|申购|认购|签约/i;
const PRODUCT = /product|item|sku|goods|产品|商品|品种/i;
const NAME = /name|title|名称|名字/i;
const CODE_ENDING = /[_\s]?(id|code|no|key|代码|编号|号)$/i;

type NamesTable = NonNullable<Extract<ItemsSpec, { kind: 'event' }>['names']>;

/** What can be compared in a workspace. */
export interface ItemChoices {
  readonly tables: readonly Pick<TableInfo, 'name' | 'columns'>[];
  readonly events: readonly (EventKind & { readonly textProps: readonly string[] })[];
  readonly tags: readonly Pick<Tag, 'id' | 'name'>[];
}

export function itemChoices(
  kinds: readonly EventKind[],
  props: readonly EventProp[],
  tags: readonly Pick<Tag, 'id' | 'name' | 'type'>[],
  tables: ItemChoices['tables'],
): ItemChoices {
  const texts = new Set(props.filter(({ type }) => type === 'text').map(({ id }) => id));
  return {
    tables,
    events: kinds.map((kind) => ({ ...kind, textProps: kind.props.filter((prop) => texts.has(prop)) })),
    tags: tags.filter(({ type }) => type === 'boolean'),
  };
}

/** Products that were bought where an event says so, else a property of an event, else tags; null where there is nothing. */
export function proposedItems({ events, tags, tables }: ItemChoices, kind?: ItemsSpec['kind']): ItemsSpec | null {
  const withProps = events.filter(({ textProps }) => textProps.length > 0);
  const first = withProps.find(({ event }) => PURCHASE.test(event)) ?? withProps[0];
  const prop = first?.textProps.find((each) => PRODUCT.test(each)) ?? first?.textProps[0];
  if ((kind === undefined || kind === 'event') && first && prop !== undefined) return ofProp(tables, first.event, prop);
  if ((kind === undefined || kind === 'events') && events.length > 0) return { kind: 'events' };
  if (kind === undefined || kind === 'tags')
    return tags.length > 0 ? { kind: 'tags', tags: tags.slice(0, 20).map(({ id }) => id) } : null;
  return null;
}

/** The values of a property, called as a table with a column of the same name calls them, where there is one. */
export function ofProp(tables: ItemChoices['tables'], event: string, prop: string): Extract<ItemsSpec, { kind: 'event' }> {
  const names = namesTables(tables, prop)[0];
  return { kind: 'event', event, prop, ...(names ? { names } : {}) };
}

/** Tables that begin with the property, or have a name of the same beginning: product_id and product_name, 产品代码 and 产品名称. */
function namesTables(tables: ItemChoices['tables'], prop: string): NamesTable[] {
  const stem = prop.replace(CODE_ENDING, '');
  const named = tables.flatMap(({ name: table, columns }) => {
    if (!columns.some((column) => column.name === prop)) return [];
    const names = columns.map((column) => column.name).filter((name) => name !== prop && NAME.test(name));
    const ofStem = names.find((name) => name.startsWith(stem));
    const name = ofStem ?? (columns[0]?.name === prop ? names[0] : undefined);
    return name === undefined ? [] : [{ names: { table, key: prop, name }, isOfStem: ofStem !== undefined }];
  });
  return named.toSorted((a, b) => Number(b.isOfStem) - Number(a.isOfStem)).map(({ names }) => names);
}
