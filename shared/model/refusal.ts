import type { ExportSpec } from './export';

/** Customers who refuse by now, by a rule of the contact policy, and whose rows left in a package before. */
export interface ExportedRefusals {
  readonly export: string;
  readonly name: string;
  readonly recipient: ExportSpec['recipient'];
  /** ISO time at which it left. */
  readonly at: string;
  /** Customers that any rule withholds. */
  readonly n: number;
  /** Of each rule that withholds somebody; a customer may be withheld by several. */
  readonly rules: readonly { readonly id: string; readonly label: string; readonly n: number }[];
  /** Whether the package holds pseudonyms of the customers, by which the recipient can be asked to delete them. */
  readonly byPseudonym: boolean;
}
