import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EntitiesAnswer, EntityMap } from '../../shared/model/entities';
import type { TagKernel } from './tagKernel';

const SHARED_DATA = join(import.meta.dirname, '../../../shared/data');

export const CDNOW_MAP: EntityMap = {
  customers: { table: 'customers', key: 'id' },
  events: [{ table: 'purchases', customer: 'customer', time: 'bought', name: { value: 'purchase' }, props: ['paid'] }],
} as never;

/** A workspace in memory of the customers and purchases of CDNOW. */
export async function loadCdnow(test: TagKernel): Promise<EntitiesAnswer> {
  await test.call('workspace.create', { file: null });
  const { customers, purchases } = cdnow();
  await test.load('customers', customers);
  await test.load('purchases', purchases);
  return await test.call('entities.apply', { map: CDNOW_MAP });
}

/** As CSV. */
export function cdnow(): { customers: string; purchases: string } {
  const rows = readFileSync(join(SHARED_DATA, 'cdnow/CDNOW_master.txt'), 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([id]) => /^\d+$/.test(id ?? ''));
  const day = (text = '') => `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  const ids = [...new Set(rows.map(([id]) => Number(id)))];
  return {
    customers: `id\n${ids.join('\n')}\n`,
    purchases: `customer,bought,paid\n${rows.map(([id, date, , paid]) => `${Number(id)},${day(date)},${paid}`).join('\n')}\n`,
  };
}
