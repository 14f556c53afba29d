import { create } from 'zustand';
import { dayBefore } from '#shared/model/calendar';
import type { EntityMap } from '#shared/model/entities';
import type { MigrationSpec, Moment } from '#shared/model/migration';
import type { Tag } from '#shared/model/tag';

interface ChangeChoice {
  readonly tag: string | undefined;
  readonly who: MigrationSpec['who'];
  /** By what the tag is compared: days, and the loads of a table. */
  readonly days: { readonly from?: string; readonly to?: string };
  readonly receipt: number | undefined;
}

/** What is compared over time; kept while another page is shown. */
export const useChangeChoice = create<ChangeChoice>(() => ({ tag: undefined, who: undefined, days: {}, receipt: undefined }));

type ChangingTag = Pick<Tag, 'id' | 'name' | 'type' | 'source' | 'distinct' | 'coverage'>;

/** Tags with stages: those that hold a few values, stages that were defined before bare columns. */
export function stageTags<T extends ChangingTag>(tags: readonly T[], most: number): T[] {
  const fitting = tags.filter(({ type, distinct, coverage }) => {
    return (type === 'category' || type === 'boolean' || type === 'number') && distinct > 1 && distinct <= most && coverage > 0;
  });
  return fitting.toSorted((a, b) => Number(a.source.kind === 'column') - Number(b.source.kind === 'column'));
}

/** The table whose former loads hold a tag that is a column, or a column cut into ranges; null where days are compared. */
export function tableOfLoads(tag: ChangingTag, tags: readonly ChangingTag[], map: EntityMap | null): string | null {
  const { source } = tag;
  const column = source.kind === 'bucket' ? tags.find(({ id }) => id === source.tag)?.source : source;
  if (column?.kind !== 'column' || !map) return null;
  const isByCustomer = [map.customers.table, ...map.attributes.map(({ table }) => table)].includes(column.table);
  return isByCustomer ? column.table : null;
}

/** The end of the month three months before that of the day. */
export function quarterBefore(day: string): string {
  return monthEnds(day)[2] ?? day;
}

/** The ends of the twelve months before a day, the latest first. */
export function monthEnds(day: string): string[] {
  const first = `${day.slice(0, 7)}-01`;
  return Array.from({ length: 12 }, (_, months) =>
    dayBefore(dayBefore(first, { n: months, unit: 'month' }), { n: 1, unit: 'day' }),
  );
}

export function momentText(moment: Moment): string {
  return 'day' in moment ? moment.day : `#${moment.receipt}`;
}
