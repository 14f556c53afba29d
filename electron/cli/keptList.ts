import type { ListState } from '#shared/model/list';
import type { Output } from './output';

/** Customers that were kept as a list. */
export function keptList(state: ListState): Output {
  const { id, name, table } = state.list;
  return { json: state, tables: [{ header: ['list', 'name', 'table', 'customers'], rows: [[id, name, table, state.members]] }] };
}
