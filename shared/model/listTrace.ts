import type { KeptCanaries } from './canary';
import type { ExportRecord } from './export';

/** `certain`: holds a row that was made up for this package alone; `likely`: its order or its recipient's pseudonyms; `possible`: the same customers. */
export const TRACE_VERDICTS = ['certain', 'likely', 'possible'] as const;
export type TraceVerdict = (typeof TRACE_VERDICTS)[number];

/** What a list that was found has in common with one package. */
export interface PackageTrace extends Pick<ExportRecord, 'id' | 'at' | 'state'> {
  readonly name: string;
  readonly recipient: ExportRecord['spec']['recipient'];
  readonly verdict: TraceVerdict;
  readonly canaries: { readonly found: number; readonly of: number };
  readonly customers: { readonly found: number; readonly of: number };
  /** Neighbours that are both in the package, and those of them that stand in its order; about half do by chance. */
  readonly order: { readonly pairs: number; readonly inOrder: number };
  /** Whether customers are called as its recipient alone knows them. */
  readonly byPseudonym: boolean;
  /** What proves the canaries that were found to whoever has the manifest; null: none was found. */
  readonly proof: Omit<KeptCanaries, 'made'> | null;
}

/** Whose list it may be, the likeliest first. */
export interface ListTrace {
  readonly rows: number;
  /** Rows of which the customer is known, and those that are canaries. */
  readonly customers: number;
  readonly canaries: number;
  readonly packages: readonly PackageTrace[];
}
