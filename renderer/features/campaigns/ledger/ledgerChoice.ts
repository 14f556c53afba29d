import { create } from 'zustand';
import type { CampaignPhase } from '#shared/model/campaign';
import { type LedgerOutcome, type LedgerRow, ledgerOutcome } from '#shared/model/ledger';
import type { KernelArgs } from '../../../engine/kernel';
import { findsText } from '../../../ui/searchText';

interface LedgerChoice {
  /** What campaigns of the exposures are judged by; undefined is as proposed. */
  readonly spec: KernelArgs<'campaigns.ledger'>['spec'];
  readonly query: string;
  readonly outcome: LedgerOutcome | undefined;
  readonly phase: CampaignPhase | undefined;
  /** For whom offers are compared. */
  readonly offersBy: 'tag' | 'segments';
  readonly tag: string | undefined;
  /** Ids of saved segments. */
  readonly segments: readonly string[];
  /** The campaign whose next plan is looked at, as the key of its row. */
  readonly next: string | null;
}

/** It stays while other pages are looked at. */
export const useLedgerChoice = create<LedgerChoice>(() => ({
  spec: {},
  query: '',
  outcome: undefined,
  phase: undefined,
  offersBy: 'tag',
  tag: undefined,
  segments: [],
  next: null,
}));

export function rowKey({ source, id }: Pick<LedgerRow, 'source' | 'id'>): string {
  return `${source} ${id}`;
}

/** Those that are looked for. */
export function foundRows(
  rows: readonly LedgerRow[],
  { query, outcome, phase }: Pick<LedgerChoice, 'query' | 'outcome' | 'phase'>,
): LedgerRow[] {
  return rows.filter(
    (row) =>
      findsText(query, row.name) &&
      (outcome === undefined || ledgerOutcome(row) === outcome) &&
      (phase === undefined || row.phase === phase),
  );
}
