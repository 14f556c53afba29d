import type { EntityMap } from '../model/entities';
import type { TableColumn } from '../model/import';
import { fault } from '../model/result';
import { quoted, type Saying, say } from '../model/saying';
import type { KnownTable } from './tables';

export interface BalanceAsked {
  readonly table: string;
  readonly column: string;
}

/** A column that the map takes of a table of balances. @throws Fault UNKNOWN_TABLE, UNKNOWN_COLUMN naming `place` and `path`. */
export function balanceColumn(
  { balances }: EntityMap,
  tables: readonly KnownTable[],
  asked: BalanceAsked,
  { place, path }: { readonly place: Saying; readonly path: string },
): TableColumn {
  const source = balances.find(({ table }) => table === asked.table);
  if (!source) {
    const hint =
      balances.length === 0 ? 'hint.mapBalances' : say('hint.balances', { tables: balances.map(({ table }) => table) });
    const at = { path: `${path}.table`, field: asked.table };
    throw fault('UNKNOWN_TABLE', 'balance.noTable', { place, table: quoted(asked.table) }, { hint, at });
  }
  const columns = tables.find(({ name }) => name === asked.table)?.columns ?? [];
  const known = source.props.includes(asked.column) ? columns.find(({ name }) => name === asked.column) : undefined;
  if (known) return known;
  const said = { place, table: asked.table, column: quoted(asked.column) };
  const at = { path: `${path}.column`, field: asked.column };
  throw fault('UNKNOWN_COLUMN', 'balance.noColumn', said, { hint: say('hint.columns', { columns: source.props }), at });
}
