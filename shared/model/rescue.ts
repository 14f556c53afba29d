import type { HuaxiangError } from './result';

/** What came over of one table of a damaged workspace. */
export interface RescuedTable {
  readonly schema: string;
  readonly table: string;
  /** Rows in the new workspace. */
  readonly rows: number;
  /** Rows that could not be read; null where their number cannot be read either. */
  readonly lost: number | null;
}

/** What came over of a damaged workspace into a new one, and what did not. */
export interface Rescue {
  readonly tables: readonly RescuedTable[];
  /** What became of the log beside the file, which holds the latest changes: there was none, it was read, or it cannot be. */
  readonly log: 'none' | 'read' | 'unreadable';
  /** Why the customers could not be numbered anew after rows were lost; null where they were, or need not be. */
  readonly customersError: HuaxiangError | null;
  /** The new workspace is encrypted with the passphrase of the damaged one. */
  readonly sealed: boolean;
}

/** What a process is to rescue. All are paths; the folder is the process's own and is emptied first. */
export interface RescueOrder {
  readonly from: string;
  readonly to: string;
  readonly folder: string;
  /** What ended a process before: `schema.table`, `LOG` or `RENEWAL`. */
  readonly skip: readonly string[];
  /** Of a sealed workspace. */
  readonly passphrase?: string;
}

export const LOG = 'log';
export const CATALOGUE = 'catalogue';
export const RENEWAL = 'renewal';

/** How far a rescue is: tables' rows that were gone through, and how many of them came over. */
export interface RescueProgress {
  /** 0–1. */
  readonly fraction: number;
  readonly rows: number;
}

/** What such a process tells. `working`: it works in another folder than the order's, where nothing that is encrypted lies in the plain. `reading` = what it is about from now on: `LOG`, `CATALOGUE`, `schema.table` or
 * `RENEWAL` of the customers; if it ends there, that is why. */
export type RescueMessage =
  | { readonly kind: 'reading'; readonly what: string }
  | { readonly kind: 'working'; readonly folder: string }
  | { readonly kind: 'progress'; readonly progress: RescueProgress }
  | { readonly kind: 'done'; readonly rescue: Rescue }
  | { readonly kind: 'failed'; readonly error: HuaxiangError };

export function wholeName({ schema, table }: Pick<RescuedTable, 'schema' | 'table'>): string {
  return `${schema}.${table}`;
}

/** Whether anything of a table did not come over. */
export function isLossy({ lost }: RescuedTable): boolean {
  return lost !== 0;
}

/** Rows of the data that came over, of those that the damaged workspace says it has. */
export interface RescuedShare {
  readonly rows: number;
  readonly of: number;
  /** Tables that do not say how many rows they have: they are not counted. */
  readonly unknown: number;
}

export function rescuedShare(tables: readonly RescuedTable[]): RescuedShare {
  const share = { rows: 0, of: 0, unknown: 0 };
  for (const { schema, rows, lost } of tables) {
    if (schema !== 'data') continue;
    if (lost === null) share.unknown += 1;
    else {
      share.rows += rows;
      share.of += rows + lost;
    }
  }
  return share;
}
