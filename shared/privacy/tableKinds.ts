import type { FoundKind } from '../model/classification';
import { kindOfColumn } from './columnKind';
import { headerSays } from './headerWords';
import type { Beside, CellCounts, TriedColumn } from './look';

/** A column of a table with what its cells pass. */
export interface CountedColumn extends Omit<TriedColumn, 'beside'> {
  readonly counts: CellCounts;
}

const OF_PERSONS: readonly unknown[] = ['residentId', 'mobile', 'email', 'passport', 'permit', 'birthDate'];
const OF_CUSTOMERS: readonly unknown[] = [...OF_PERSONS, 'name', 'bankCard', 'account', 'address'];

/** What the columns of a table hold, in their order: by their own cells and names first, then by what the others turned out to be. */
export function kindsOfTable(columns: readonly CountedColumn[]): FoundKind[] {
  const alone = besideOf(columns, []);
  const first = columns.map(({ counts, ...column }) => kindOfColumn({ ...column, beside: alone }, counts));
  const beside = besideOf(columns, first);
  return columns.map(({ counts, ...column }) => kindOfColumn({ ...column, beside }, counts));
}

function besideOf(columns: readonly CountedColumn[], found: readonly FoundKind[]): Beside {
  const named = (word: Parameters<typeof headerSays>[1]) => columns.some(({ name }) => headerSays(name, word));
  const holds = (kinds: readonly unknown[]) => found.some(({ kind }) => kinds.includes(kind));
  const persons = named('person') || holds(OF_PERSONS);
  const customers = persons || named('customer') || holds(OF_CUSTOMERS);
  return { persons, customers, products: !customers && named('product'), money: holds(['amount']) };
}
