import { CodeColumn, columnBytes } from './codeColumn';
import type { Pause } from './eventIndex';
import { BYTES_PER_VALUE, type NumberColumn, RANGES } from './numberColumn';

/** Bytes of known bits whose rows are cut without a pause: about a million rows. */
const PIECE_BYTES = 2 ** 17;
/** Entries (of two bytes) of a table that is faster than looking among cuts. */
const MOST_ENTRIES = 2 ** 19;
const MOST_BUCKETS = 65_534;

/**
 * The values in buckets `[from, to)` between ascending edges, as a category column: `labels[0]` is below the first edge, the
 * last label from the last edge on, so there is one label more than edges; NaN is in the last. @throws Fault OUT_OF_MEMORY
 */
export function bucketed(column: NumberColumn, edges: readonly number[], labels: readonly string[]): CodeColumn {
  const cutting = new Cutting(column, edges, labels);
  try {
    cutting.cut(0, column.known.bytes);
    return cutting.finish();
  } catch (cause) {
    cutting.discard();
    throw cause;
  }
}

/** The same with a pause after every piece, in which a wish to stop can come through. */
export async function bucketedInPieces(
  column: NumberColumn,
  edges: readonly number[],
  labels: readonly string[],
  pause: Pause,
): Promise<CodeColumn> {
  const cutting = new Cutting(column, edges, labels);
  try {
    const { bytes } = column.known;
    for (let from = 0; from < bytes; from += PIECE_BYTES) {
      cutting.cut(from, Math.min(PIECE_BYTES, bytes - from));
      await pause();
    }
    return cutting.finish();
  } catch (cause) {
    cutting.discard();
    throw cause;
  }
}

/** What the kernels look codes up in. */
type Lookup =
  | { readonly by: 'table'; readonly low: number; readonly high: number; readonly data: Uint16Array }
  | { readonly by: 'cuts'; readonly steps: number; readonly length: number; readonly data: Float64Array };

class Cutting {
  private readonly codeBytes: 1 | 2;
  private readonly lookup: Lookup;
  private readonly data: number;
  private readonly counts: number;
  private readonly codes: number;

  constructor(
    private readonly column: NumberColumn,
    edges: readonly number[],
    private readonly labels: readonly string[],
  ) {
    const { store, rowCount } = column;
    if (labels.length !== edges.length + 1) throw new RangeError(`${edges.length} edges do not make ${labels.length} buckets`);
    if (labels.length > MOST_BUCKETS) throw new RangeError(`${labels.length} buckets are more than ${MOST_BUCKETS}`);
    this.codeBytes = labels.length <= 0xff ? 1 : 2;
    this.lookup = lookupOf(column, edges);
    const dataBytes = Math.ceil(this.lookup.data.byteLength / 8) * 8;
    this.data = store.take(dataBytes + 4 * (labels.length + 1));
    this.counts = this.data + dataBytes;
    try {
      this.codes = store.take(columnBytes(rowCount, this.codeBytes));
    } catch (cause) {
      store.giveBack(this.data);
      throw cause;
    }
    const { buffer, byteOffset, byteLength } = this.lookup.data;
    new Uint8Array(store.buffer, this.data, byteLength).set(new Uint8Array(buffer, byteOffset, byteLength));
  }

  /** Rows of some bytes of known bits, which are whole steps of the kernels. */
  cut(from: number, bytes: number): void {
    const { column, codeBytes, lookup, data, counts } = this;
    const { kernels } = column.store;
    const valueBytes = BYTES_PER_VALUE[column.format];
    const values = column.address + from * 8 * valueBytes;
    const known = column.known.address + from;
    const codes = this.codes + from * 8 * codeBytes;
    if (lookup.by === 'table') {
      const { low, high } = lookup;
      kernels.codesByTable(values, valueBytes, low, high, data, known, codes, codeBytes, counts, bytes);
    } else {
      const { steps, length } = lookup;
      kernels.codesByCuts(values, valueBytes, data, steps, length, known, codes, codeBytes, counts, bytes);
    }
  }

  /** The column; nothing can be cut after it. */
  finish(): CodeColumn {
    const { column, labels, codeBytes, codes } = this;
    const { store, rowCount, known } = column;
    const totals = new Uint32Array(store.buffer, this.counts, labels.length + 1).slice();
    totals[0] = rowCount - known.count();
    store.giveBack(this.data);
    known.retain();
    return new CodeColumn(store, 'category', rowCount, codeBytes, codes, labels, totals, known);
  }

  discard(): void {
    const { store } = this.column;
    store.giveBack(this.data);
    store.giveBack(this.codes);
  }
}

/** A table of all whole numbers about the edges, where they are not too many; beyond the edges every number has one code. */
function lookupOf({ format }: NumberColumn, edges: readonly number[]): Lookup {
  if (format === 'f64') return cutsOf(edges);
  const within = (edge: number) => Math.min(Math.max(edge, RANGES[format].low), RANGES[format].high);
  const [low, high] = [within(Math.ceil(edges[0] ?? 0) - 1), within(Math.ceil(edges.at(-1) ?? 0))];
  if (high - low >= MOST_ENTRIES && format === 'i32') return cutsOf(edges);
  const data = new Uint16Array(high - low + 1);
  let bucket = 0;
  for (let number = low; number <= high; number++) {
    while (bucket < edges.length && (edges[bucket] ?? 0) <= number) bucket++;
    data[number - low] = bucket + 1;
  }
  return { by: 'table', low, high, data };
}

/** Filled up to one less than a power of two, so that every search has as many steps. */
function cutsOf(edges: readonly number[]): Lookup {
  const steps = 32 - Math.clz32(edges.length);
  const data = new Float64Array(2 ** steps - 1).fill(Number.POSITIVE_INFINITY);
  data.set(edges);
  return { by: 'cuts', steps, length: edges.length, data };
}
