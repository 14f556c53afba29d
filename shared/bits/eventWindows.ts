import type { Bitset } from './bitStore';
import { type EventIndex, nextPlace, type Pause } from './eventIndex';
import type { NumberColumn } from './numberColumn';

/** Customers, each with a time of its own: ticks from the first up to the second. */
export interface CustomerWindows {
  readonly rows: Uint32Array;
  readonly from: Float64Array;
  readonly before: Float64Array;
}

/** Customers between two pauses. */
const PIECE = 65_536;

/** An event in its customer's own time: the customer's position among those asked about, ticks, and 1 or the value of the property. */
export type SeeEvent = (at: number, tick: number, amount: number) => void;

/** Every one of the events that falls into its customer's own time, customer by customer and in order of time; of a property those of which it is known. */
export async function eventsInWindows(
  index: EventIndex,
  matching: Bitset,
  { rows, from, before }: CustomerWindows,
  of: NumberColumn | null,
  pause: Pause,
  see: SeeEvent,
): Promise<void> {
  for (let start = 0; start < rows.length; start += PIECE) {
    const words = matching.words();
    const times = index.times.values();
    const numbers = of ? { values: of.values(), known: of.known.words() } : null;
    for (let at = start; at < Math.min(start + PIECE, rows.length); at++) {
      const row = rows[at] ?? 0;
      const end = index.starts[row + 1] ?? 0;
      const [low, high] = [from[at] ?? 0, before[at] ?? 0];
      for (let place = nextPlace(words, index.starts[row] ?? 0, end); place < end; place = nextPlace(words, place + 1, end)) {
        const tick = times[place] ?? 0;
        if (tick < low) continue;
        if (tick >= high) break;
        if (!numbers) see(at, tick, 1);
        else if (((numbers.known[place >>> 5] ?? 0) >>> (place & 31)) & 1) see(at, tick, numbers.values[place] ?? 0);
      }
    }
    await pause();
  }
}

/** Per customer how many of the events fall into its own time, or the sum of a property over those of which it is known. */
export async function measureInWindows(
  index: EventIndex,
  matching: Bitset,
  windows: CustomerWindows,
  of: NumberColumn | null,
  pause: Pause,
): Promise<Float64Array> {
  const found = new Float64Array(windows.rows.length);
  await eventsInWindows(index, matching, windows, of, pause, (at, _, amount) => {
    found[at] = (found[at] ?? 0) + amount;
  });
  return found;
}
