import { type DuckDBType, DuckDBTypeId } from '@duckdb/node-api';
import { decimalToNumber } from '#shared/engines/decimal';

/** Reads one value of fixed width from a vector's bytes as a number (the nearest double). */
export interface RowReader {
  readonly bytes: number;
  read(view: DataView, offset: number): number;
}

/** The types whose numbers do not fit a typed array as they are. */
export const ROW_READERS: { readonly [type in DuckDBTypeId]?: RowReader } = {
  [DuckDBTypeId.UBIGINT]: { bytes: 8, read: (view, offset) => Number(view.getBigUint64(offset, true)) },
  [DuckDBTypeId.HUGEINT]: { bytes: 16, read: readInt128 },
  [DuckDBTypeId.UHUGEINT]: { bytes: 16, read: readUint128 },
};

/** DuckDB keeps a DECIMAL as an integer of 2, 4, 8 or 16 bytes, by its width. */
export function decimalReader(type: DuckDBType): RowReader {
  if (!('width' in type) || !('scale' in type)) throw new Error('a DECIMAL without width and scale');
  const width = Number(type.width);
  const scale = Number(type.scale);
  const divisor = 10 ** scale;
  if (width <= 4) return { bytes: 2, read: (view, offset) => view.getInt16(offset, true) / divisor };
  if (width <= 9) return { bytes: 4, read: (view, offset) => view.getInt32(offset, true) / divisor };
  if (width <= 18) return { bytes: 8, read: (view, offset) => decimalToNumber(view.getBigInt64(offset, true), scale) };
  return { bytes: 16, read: (view, offset) => decimalToNumber(int128(view, offset), scale) };
}

function readInt128(view: DataView, offset: number): number {
  return Number(int128(view, offset));
}

function int128(view: DataView, offset: number): bigint {
  const upper = view.getBigInt64(offset + 8, true);
  const lower = view.getBigUint64(offset, true);
  return upper === 0n ? lower : (upper << 64n) | lower;
}

function readUint128(view: DataView, offset: number): number {
  return Number((view.getBigUint64(offset + 8, true) << 64n) | view.getBigUint64(offset, true));
}
