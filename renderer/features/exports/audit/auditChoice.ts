import { create } from 'zustand';
import type { AuditFilter } from '#shared/model/audit';

interface AuditChoice {
  readonly filter: AuditFilter;
  /** From 1. */
  readonly page: number;
}

/** Which entries are looked at; kept while another page is shown. */
export const useAuditChoice = create<AuditChoice>(() => ({ filter: {}, page: 1 }));

/** Another question begins at its first page; what is undefined is no longer asked. */
export function changeAuditFilter(change: { readonly [K in keyof AuditFilter]: AuditFilter[K] | undefined }): void {
  useAuditChoice.setState(({ filter }) => {
    const asked = Object.entries({ ...filter, ...change }).filter(([, value]) => value !== undefined && value !== '');
    return { filter: Object.fromEntries(asked), page: 1 };
  });
}
