import type { Bitset } from './bitStore';

const ROWS_PER_LIST = 16_384;

/** Room for the rows that are listed at a time; it stays in the second cache. */
export const LIST_BYTES = ROWS_PER_LIST * 4;

/** Lists the members' row numbers (u32) at `list` block by block, and says how many they are each time. */
export function eachListed(members: Bitset, list: number, use: (length: number) => void): void {
  const { kernels } = members.store;
  for (let offset = 0; offset < members.bytes; offset += ROWS_PER_LIST / 8) {
    const bytes = Math.min(ROWS_PER_LIST / 8, members.bytes - offset);
    const length = kernels.listRows(members.address + offset, bytes, offset * 8, list);
    if (length > 0) use(length);
  }
}
