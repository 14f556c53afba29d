import type { Kernels } from './kernelInterface';

type Numbers = Uint8Array | Int16Array | Int32Array | Float64Array;

/** Buckets and sums of numbers in plain JavaScript; views are made for each call, which does much at once. */
export function plainNumberKernels(memory: WebAssembly.Memory): Pick<Kernels, 'codesByTable' | 'codesByCuts' | 'readListed'> {
  return {
    codesByTable(values, valueBytes, low, high, table, known, codes, codeBytes, counts, bytes) {
      const numbers = numbersAt(memory, values, valueBytes, bytes * 8);
      const codeOf = new Uint16Array(memory.buffer, table, high - low + 1);
      const target = codesAt(memory, codes, codeBytes, bytes * 8);
      coded(memory, { known, counts, bytes }, target, (row) => {
        const number = numbers[row] ?? 0;
        return codeOf[Math.min(Math.max(number, low), high) - low] ?? 0;
      });
    },
    codesByCuts(values, valueBytes, cuts, _steps, length, known, codes, codeBytes, counts, bytes) {
      const numbers = numbersAt(memory, values, valueBytes, bytes * 8);
      const ascending = new Float64Array(memory.buffer, cuts, length);
      const target = codesAt(memory, codes, codeBytes, bytes * 8);
      coded(memory, { known, counts, bytes }, target, (row) => 1 + cutsUpTo(numbers[row] ?? 0, ascending));
    },
    readListed(values, valueBytes, codes, codeBytes, rows, length, picks, shift, sums, to) {
      const list = new Uint32Array(memory.buffer, rows, length);
      const end = list.reduce((most, row) => Math.max(most, row + 1), 0);
      const numbers = numbersAt(memory, values, valueBytes, end);
      const coding = codesAt(memory, codes, codeBytes, end);
      const isPicked = new Uint8Array(memory.buffer, picks);
      const total = new Float64Array(memory.buffer, sums, 2);
      const picked = new Float64Array(memory.buffer, to);
      let [sum, squares, found] = [total[0] ?? 0, total[1] ?? 0, 0];
      for (const row of list) {
        const code = coding[row] ?? 0;
        if (code === 0) continue;
        const number = numbers[row] ?? 0;
        const deviation = number - shift;
        sum += deviation;
        squares += deviation * deviation;
        if (isPicked[code] === 1) picked[found++] = number;
      }
      total.set([sum, squares]);
      return found;
    },
  };
}

/** How many cuts are at or below the number; NaN is above all, as in DuckDB. */
function cutsUpTo(number: number, cuts: Float64Array): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (number < (cuts[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function coded(
  memory: WebAssembly.Memory,
  at: { readonly known: number; readonly counts: number; readonly bytes: number },
  target: Uint8Array | Uint16Array,
  codeOf: (row: number) => number,
): void {
  const known = new Uint8Array(memory.buffer, at.known, at.bytes);
  const counts = new Uint32Array(memory.buffer, at.counts);
  for (let row = 0; row < target.length; row++) {
    const code = ((known[row >>> 3] ?? 0) >> (row & 7)) & 1 ? codeOf(row) : 0;
    target[row] = code;
    counts[code] = (counts[code] ?? 0) + 1;
  }
}

function numbersAt({ buffer }: WebAssembly.Memory, address: number, bytes: number, length: number): Numbers {
  if (bytes === 1) return new Uint8Array(buffer, address, length);
  if (bytes === 2) return new Int16Array(buffer, address, length);
  if (bytes === 4) return new Int32Array(buffer, address, length);
  return new Float64Array(buffer, address, length);
}

function codesAt({ buffer }: WebAssembly.Memory, address: number, bytes: number, length: number): Uint8Array | Uint16Array {
  return bytes === 1 ? new Uint8Array(buffer, address, length) : new Uint16Array(buffer, address, length);
}
