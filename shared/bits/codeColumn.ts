import { checkedRows, type RowNumbers, type ValueBatch } from './batch';
import type { BitStore, Bitset, Resident } from './bitStore';

type Codes = Uint8Array | Uint16Array | Uint32Array;
type CodeBytes = 1 | 2 | 4;

/** The value texts of a boolean column, in order of code. */
const BOOLEAN_DICTIONARY = ['false', 'true'];

/** A category or boolean tag in row order. Code 0 is null; code `n` is `dictionary[n - 1]` (boolean: 1 false, 2 true). */
export class CodeColumn implements Resident {
  /** Bytes of the codes and of the known bits; the dictionary is outside the store. */
  readonly bytes: number;
  private references = 1;

  constructor(
    readonly store: BitStore,
    readonly kind: 'category' | 'boolean',
    readonly rowCount: number,
    readonly codeBytes: CodeBytes,
    readonly address: number,
    readonly dictionary: readonly string[],
    /** Rows per code, code 0 included. */
    readonly totals: Uint32Array,
    readonly known: Bitset,
  ) {
    this.bytes = known.bytes * (codeBytes * 8 + 1);
  }

  /** The value of a row; null where it is unknown. */
  valueAt(row: number): string | boolean | null {
    if (!this.known.has(row)) return null;
    const text = this.dictionary[(this.codes()[row] ?? 0) - 1] ?? null;
    return this.kind === 'boolean' ? text === 'true' : text;
  }

  /** The codes as they are now; detached when the store grows. */
  codes(): Codes {
    return codesAt(this.store, this.address, this.codeBytes, this.rowCount);
  }

  retain(): void {
    this.references++;
  }

  release(): void {
    this.references--;
    if (this.references > 0) return;
    this.store.giveBack(this.address);
    this.known.release();
  }
}

/** What a code column is made for: booleans, or texts with codes in order of appearance unless the dictionary is known before. */
export type CodeColumnKind =
  | { readonly kind: 'boolean' }
  | { readonly kind: 'category'; readonly dictionary?: readonly string[] };

/** Fills a code column from batches in any order; rows that never come are null, and the last value of a row counts. */
export class CodeColumnBuilder {
  private readonly dictionary: string[];
  private readonly codeOfText: Map<string, number>;
  private codeBytes: CodeBytes;
  private address: number;

  constructor(
    private readonly store: BitStore,
    private readonly rowCount: number,
    private readonly made: CodeColumnKind,
  ) {
    this.dictionary = [...(made.kind === 'boolean' ? BOOLEAN_DICTIONARY : (made.dictionary ?? []))];
    this.codeOfText = new Map(this.dictionary.map((text, position) => [text, position + 1]));
    this.codeBytes = bytesFor(this.dictionary.length);
    this.address = store.take(columnBytes(rowCount, this.codeBytes));
  }

  /** Texts, booleans, or numbers that are positions (from 0) in the dictionary. */
  add(rows: RowNumbers, batch: ValueBatch): void {
    const numbers = checkedRows(rows, this.rowCount);
    if (batch.kind === 'text') this.put(numbers, batch.valid, this.codesOf(batch.values, batch.valid), 0);
    else this.put(numbers, batch.valid, batch.values, 1);
  }

  /** Known values are codes less `shift`. */
  private put(rows: RowNumbers, valid: Uint8Array | null, values: ArrayLike<number | bigint>, shift: 0 | 1): void {
    const codes = this.codes();
    const most = this.dictionary.length;
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index] ?? 0;
      if (valid !== null && valid[index] === 0) {
        codes[row] = 0;
        continue;
      }
      const code = Number(values[index]) + shift;
      if (!(code >= 1 && code <= most)) throw new RangeError(`no position ${code - 1} in the dictionary`);
      codes[row] = code;
    }
  }

  /** The column; the builder must not be used after it. */
  finish(): CodeColumn {
    const known = this.store.allocate(this.rowCount);
    const codes = this.codes();
    const words = known.words();
    const totals = new Uint32Array(this.dictionary.length + 1);
    for (let row = 0; row < this.rowCount; row++) {
      const code = codes[row] ?? 0;
      totals[code] = (totals[code] ?? 0) + 1;
      if (code !== 0) words[row >>> 5] = (words[row >>> 5] ?? 0) | (1 << (row & 31));
    }
    const { store, made, rowCount, codeBytes, address, dictionary } = this;
    return new CodeColumn(store, made.kind, rowCount, codeBytes, address, dictionary, totals, known);
  }

  /** Gives the memory back when filling was broken off. */
  discard(): void {
    this.store.giveBack(this.address);
  }

  private codesOf(texts: readonly string[], valid: Uint8Array | null): Uint32Array {
    const codes = new Uint32Array(texts.length);
    for (let index = 0; index < codes.length; index++) {
      const text = texts[index] ?? '';
      if (valid === null || valid[index] !== 0) codes[index] = this.codeOfText.get(text) ?? this.newCode(text);
    }
    this.widen(bytesFor(this.dictionary.length));
    return codes;
  }

  private newCode(text: string): number {
    const code = this.dictionary.push(text);
    this.codeOfText.set(text, code);
    return code;
  }

  private widen(codeBytes: CodeBytes): void {
    if (codeBytes === this.codeBytes) return;
    const address = this.store.take(columnBytes(this.rowCount, codeBytes));
    codesAt(this.store, address, codeBytes, this.rowCount).set(this.codes());
    this.store.giveBack(this.address);
    this.address = address;
    this.codeBytes = codeBytes;
  }

  private codes(): Codes {
    return codesAt(this.store, this.address, this.codeBytes, this.rowCount);
  }
}

/** Bytes of a column of that many bytes per row, padded to the step of the kernels. */
export function columnBytes(rowCount: number, bytesPerRow: number): number {
  return Math.max(1, Math.ceil(rowCount / 512)) * 512 * bytesPerRow;
}

function bytesFor(values: number): CodeBytes {
  if (values <= 0xff) return 1;
  return values <= 0xffff ? 2 : 4;
}

function codesAt(store: BitStore, address: number, codeBytes: CodeBytes, rowCount: number): Codes {
  if (codeBytes === 1) return new Uint8Array(store.buffer, address, rowCount);
  if (codeBytes === 2) return new Uint16Array(store.buffer, address, rowCount);
  return new Uint32Array(store.buffer, address, rowCount);
}
