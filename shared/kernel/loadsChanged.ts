import type { Session } from './session';

/** Tells that a table shows another load, and whether that gave the customers' own tables new rows. */
export function loadsChanged(session: Session, isOfCustomers: boolean): void {
  const ofCustomers = isOfCustomers ? (['entities', 'tags', 'segments'] as const) : [];
  session.changed('tables', 'imports', 'cleanings', 'workspace', 'audit', ...ofCustomers);
}
