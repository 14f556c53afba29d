import type { EntityMap } from '../model/entities';
import { fault } from '../model/result';
import type { KnownTable } from './tables';

/** @throws Fault UNKNOWN_TABLE, UNKNOWN_COLUMN, INVALID_ENTITIES naming the field of the map. */
export function checkEntityMap(map: EntityMap, tables: readonly KnownTable[]): void {
  const { customers, attributes, events, exposures } = map;
  requireColumns(tables, 'customers', customers.table, [
    typeof customers.key === 'string' ? customers.key : null,
    repairColumn(map),
  ]);
  if (attributes.length > 0 && typeof customers.key !== 'string') {
    throw fault('INVALID_ENTITIES', 'attributes: tables can only be joined to customers that have a key column.', {
      hint: 'Name the key column of the customer table.',
      at: { path: 'customers.key' },
    });
  }
  for (const [index, { table, key }] of attributes.entries()) requireColumns(tables, `attributes.${index}`, table, [key]);
  for (const [index, { table, customer, time, name, props }] of events.entries()) {
    requireColumns(tables, `events.${index}`, table, [
      pathColumn(customer),
      time,
      'column' in name ? name.column : null,
      ...props,
    ]);
  }
  for (const [index, { table, campaign, customer, variant, time, channel, cost }] of exposures.entries()) {
    const columns = [campaign, pathColumn(customer), variant, time ?? null, channel ?? null, cost ?? null];
    requireColumns(tables, `exposures.${index}`, table, columns);
  }
}

function repairColumn({ customers: { repair } }: EntityMap): string | null {
  return repair?.kind === 'keepLast' ? repair.by : null;
}

function pathColumn(customer: EntityMap['events'][number]['customer']): string {
  return typeof customer === 'string' ? customer : customer.column;
}

function requireColumns(tables: readonly KnownTable[], path: string, name: string, columns: readonly (string | null)[]): void {
  const table = tables.find((candidate) => candidate.name === name);
  if (!table) {
    throw fault('UNKNOWN_TABLE', `${path}: there is no table ${JSON.stringify(name)} in this workspace.`, {
      hint: tables.length === 0 ? 'Import a file first.' : `The tables are: ${tables.map((known) => known.name).join(', ')}.`,
      at: { path, field: name },
    });
  }
  const missing = columns.find((column) => column !== null && !table.columns.some((known) => known.name === column));
  if (missing !== undefined && missing !== null) {
    throw fault('UNKNOWN_COLUMN', `${path}: the table ${name} has no column ${JSON.stringify(missing)}.`, {
      hint: `Its columns are: ${table.columns.map((known) => known.name.slice(0, 60)).join(', ')}.`,
      at: { path, field: missing },
    });
  }
}
