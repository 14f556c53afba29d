/** Letters of a reason that is written into the chain: fewer say nothing. */
export const SHORTEST_REASON = 4;

/** What is written into the chain. An action keeps its name for ever: `noun.verb`. */
export type AuditAction =
  | 'customer.unmask'
  | 'customer.erase'
  | 'contactPolicy.save'
  | 'campaign.release'
  | 'workList.write'
  | 'exportPolicy.save'
  | 'export.request'
  | 'export.write'
  | 'export.return'
  | 'export.fail'
  | 'classification.save'
  | 'import.keepCredentials';

/** Who did what and when. `detail` is canonical JSON and holds ids and reasons, never values of customers. */
export interface AuditEntry {
  /** From 1, without gaps. */
  readonly seq: number;
  /** ISO time. */
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly detail: string;
  /** Hash of the entry before; 64 zeros before the first. */
  readonly previous: string;
  /** SHA-256, in hexadecimal, of the canonical JSON of all the above. */
  readonly hash: string;
}

/** Where a chain does not hold: at which entry, and whether its own hash, its link, its number or the noted end is wrong. */
export interface AuditBreak {
  readonly seq: number;
  readonly why: 'hash' | 'link' | 'number' | 'end';
}

export interface AuditVerdict {
  readonly entries: number;
  /** Hash of the last entry, to be written down elsewhere; null where there is none. */
  readonly head: string | null;
  /** The first place where it does not hold. */
  readonly broken: AuditBreak | null;
}

export interface AuditPage {
  readonly total: number;
  /** Newest first. */
  readonly entries: readonly AuditEntry[];
}
