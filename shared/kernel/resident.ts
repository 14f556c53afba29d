import { BitStore } from '../bits/bitStore';
import { ResidentCache } from '../bits/cache';
import type { CodeColumn } from '../bits/codeColumn';
import type { EventIndex } from '../bits/eventIndex';
import type { LeafBits } from '../bits/leaf';
import type { NumberBins } from '../bits/numberBins';
import type { NumberColumn } from '../bits/numberColumn';
import type { DataClass } from '../model/classification';
import type { EventKind } from '../model/event';
import type { MaskKind } from '../model/mask';
import type { Tag } from '../model/tag';
import type { NumberedSource } from '../sql/eventIndexSql';
import type { ColumnMasks } from '../sql/maskSql';
import type { Sample } from '../stats/dependence';
import type { Names } from './names';
import { RowOrders } from './rowOrders';
import type { Inputs } from './tagClasses';

const SHARE_OF_MEMORY = 0.25;
/** Resident state lives in one WebAssembly memory, which ends at 4 GiB. */
const MOST_BYTES = 3.5 * 2 ** 30;
const LEAVES_SHARE = 0.4;
const BINS_SHARE = 0.15;
/** Row ids of views stand beside that memory. */
const ORDERS_SHARE_OF_MEMORY = 0.05;

/** Derived state of one workspace at one data version: bitsets of conditions and columns of tag values, in row order. */
export interface Resident {
  readonly store: BitStore;
  readonly leaves: ResidentCache<LeafBits>;
  readonly columns: ResidentCache<CodeColumn | NumberColumn>;
  /** Number tags in fine bins. */
  readonly bins: ResidentCache<NumberBins>;
  /** Row ids of views of tables. */
  readonly orders: RowOrders;
  /** The tag library, once it was read. */
  library: ReadonlyMap<string, Tag> | null;
  /** The events of the stream by name, once they were counted. */
  events: readonly EventKind[] | null;
  /** Their names alone, once they were read. */
  eventNames: ReadonlySet<string> | null;
  /** The events in order, once they were sorted; null where they cannot be kept. */
  indexed?: IndexedEvents | null;
  /** What rules may name, once it was read, and after how many writes. */
  names: { readonly writes: number; readonly names: Names } | null;
  /** Tag → its values in a sample of the customers, 24 KB each. */
  readonly samples: Map<string, Sample>;
  /** By two tags: how much either is a function of the other, as far as it was asked. */
  readonly dependences: Map<string, number>;
  /** By the condition that asks for them: keys that are no customer's. */
  readonly unknownKeys: Map<string, number>;
  /** Where the data comes from, once it was read. */
  sources: Sources | null;
  /** What is of persons, once it was looked for, and after how many writes. */
  persons: { readonly writes: number; readonly columns: PersonColumns } | null;
  /** What is masked, the same way. */
  masked: { readonly writes: number; readonly names: MaskedNames } | null;
  /** Whether whoever works here sees no more than masks, the same way. */
  seesMasks: { readonly writes: number; readonly is: boolean } | null;
}

/** What is of persons, by tag and by property of events. */
export interface PersonColumns {
  readonly tags: ReadonlyMap<string, MaskKind>;
  readonly props: ReadonlyMap<string, MaskKind>;
  /** The class of every tag. */
  readonly classes: ReadonlyMap<string, DataClass>;
  /** What they follow from, those of rules too. */
  readonly inputs: Inputs;
  /** Of the key of the customers. */
  readonly keyClass: DataClass;
}

/** What is masked of a workspace, by its names. */
export interface MaskedNames {
  /** Tags over masked columns, and those that are made of them. */
  readonly tags: ColumnMasks;
  /** Properties of events. */
  readonly props: ColumnMasks;
  readonly tables: ReadonlyMap<string, ColumnMasks>;
  /** The column that the customers are known by. */
  readonly key: MaskKind | undefined;
}

/** The events in order, and where they came from. */
export interface IndexedEvents {
  readonly index: EventIndex;
  readonly names: readonly string[];
  readonly sources: readonly NumberedSource[];
}

export interface Sources {
  /** The customer table. */
  readonly customers: string | null;
  /** Table → receipt of its import. */
  readonly receipts: ReadonlyMap<string, number>;
}

export function createResident(memoryBytes: number): Resident {
  const budget = Math.min(SHARE_OF_MEMORY * memoryBytes, MOST_BYTES);
  const store = new BitStore(budget);
  // The store asks caches for room in the order they were made: leaves are cheaper to make again than bins, and these than columns.
  const leaves = new ResidentCache<LeafBits>(store, budget * LEAVES_SHARE);
  const bins = new ResidentCache<NumberBins>(store, budget * BINS_SHARE);
  const columns = new ResidentCache<CodeColumn | NumberColumn>(store, budget * (1 - LEAVES_SHARE - BINS_SHARE));
  const orders = new RowOrders(memoryBytes * ORDERS_SHARE_OF_MEMORY);
  const unknownKeys = new Map<string, number>();
  return {
    store,
    leaves,
    columns,
    bins,
    orders,
    samples: new Map(),
    dependences: new Map(),
    unknownKeys,
    library: null,
    events: null,
    eventNames: null,
    names: null,
    sources: null,
    persons: null,
    masked: null,
    seesMasks: null,
  };
}
