import type { EntityMap } from '../model/entities';
import { fault } from '../model/result';
import { ENGLISH, quoted, type Saying, say, spell } from '../model/saying';
import { type KnownTable, tablesHint } from './tables';

/** @throws Fault UNKNOWN_TABLE, UNKNOWN_COLUMN, INVALID_ENTITIES naming the field of the map. */
export function checkEntityMap(map: EntityMap, tables: readonly KnownTable[]): void {
  const { customers, attributes, events, exposures } = map;
  requireColumns(tables, say('entities.customers', {}), customers.table, [
    typeof customers.key === 'string' ? customers.key : null,
    repairColumn(map),
  ]);
  if (attributes.length > 0 && typeof customers.key !== 'string') {
    throw fault('INVALID_ENTITIES', 'entities.noKey', {}, { hint: 'hint.nameKey', at: { path: 'customers.key' } });
  }
  for (const [index, { table, key }] of attributes.entries())
    requireColumns(tables, say('entities.attribute', { index }), table, [key]);
  for (const [index, { table, customer, time, name, props }] of events.entries()) {
    requireColumns(tables, say('entities.event', { index }), table, [
      pathColumn(customer),
      time,
      'column' in name ? name.column : null,
      ...props,
    ]);
  }
  for (const [index, { table, campaign, customer, variant, time, channel, cost }] of exposures.entries()) {
    const columns = [campaign, pathColumn(customer), variant, time ?? null, channel ?? null, cost ?? null];
    requireColumns(tables, say('entities.exposure', { index }), table, columns);
  }
}

function repairColumn({ customers: { repair } }: EntityMap): string | null {
  return repair?.kind === 'keepLast' ? repair.by : null;
}

function pathColumn(customer: EntityMap['events'][number]['customer']): string {
  return typeof customer === 'string' ? customer : customer.column;
}

function requireColumns(tables: readonly KnownTable[], place: Saying, name: string, columns: readonly (string | null)[]): void {
  const path = spell(place, ENGLISH);
  const table = tables.find((candidate) => candidate.name === name);
  if (!table) {
    const values = { place, table: quoted(name) };
    throw fault('UNKNOWN_TABLE', 'entities.noTable', values, { hint: tablesHint(tables), at: { path, field: name } });
  }
  const missing = columns.find((column) => column !== null && !table.columns.some((known) => known.name === column));
  if (missing !== undefined && missing !== null) {
    const hint = say('hint.columns', { columns: table.columns.map((known) => known.name.slice(0, 60)) });
    const values = { place, table: name, column: quoted(missing) };
    throw fault('UNKNOWN_COLUMN', 'entities.noColumn', values, { hint, at: { path, field: missing } });
  }
}
