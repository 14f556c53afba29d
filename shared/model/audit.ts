import { z } from 'zod';

/** Letters of a reason that is written into the chain: fewer say nothing. */
export const SHORTEST_REASON = 4;

/** What is written into the chain. An action keeps its name for ever: `noun.verb`. */
export const AUDIT_ACTIONS = [
  'workspace.create',
  'workspace.open',
  'workspace.close',
  'workspace.rescue',
  'import.run',
  'import.keepCredentials',
  'table.drop',
  'table.rollBack',
  'table.clean',
  'definition.save',
  'definition.remove',
  'classification.save',
  'contactPolicy.save',
  'exportPolicy.save',
  'audience.freeze',
  'audience.remove',
  'table.read',
  'file.read',
  'query.run',
  'query.fail',
  'customer.find',
  'customer.open',
  'customer.unmask',
  'customer.erase',
  'members.read',
  'report.write',
  'campaign.release',
  'workList.open',
  'workList.read',
  'workList.write',
  'workList.transfer',
  'workList.receive',
  'export.request',
  'export.write',
  'export.return',
  'export.fail',
  'refusal.list',
  'audit.write',
  'audit.accept',
  'clock.jump',
  'lock.close',
  'lock.open',
  'lock.refuse',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];

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

/** The end of a chain. */
export type AuditHead = Pick<AuditEntry, 'seq' | 'hash'>;

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

/** Which entries are asked for: those for which all that is said holds. */
export const auditFilterSchema = z.strictObject({
  actions: z.array(z.enum(AUDIT_ACTIONS)).max(AUDIT_ACTIONS.length).optional(),
  actor: z.string().min(1).max(200).optional(),
  /** Moments, or days by universal time; both are included. */
  from: z.union([z.iso.date(), z.iso.datetime()]).optional(),
  to: z.union([z.iso.date(), z.iso.datetime()]).optional(),
  /** What an entry is about, as it stands in the detail: a table, a customer, a package, … */
  object: z.string().min(1).max(4096).optional(),
  /** Letters in the detail, whatever their case. */
  text: z.string().min(1).max(200).optional(),
});
export type AuditFilter = z.output<typeof auditFilterSchema>;

export interface AuditPage {
  /** Those that the filter finds. */
  readonly total: number;
  /** Newest first. */
  readonly entries: readonly AuditEntry[];
  /** Everybody who has an entry. */
  readonly actors: readonly string[];
}

/** The end of a workspace as a profile last saw it. */
export interface WorkspaceEnd {
  readonly head: AuditHead;
  /** The transactions that it was written by. */
  readonly commits: number;
}

/**
 * The workspace is not the one that this profile last saw at its place: its chain ends before that, another entry stands there, or
 * writes are missing that have no entry, like results of quality rules.
 */
export interface AnchorBreak {
  readonly why: 'shorter' | 'other' | 'fewer';
  readonly expected: AuditHead;
  /** Null for a chain without entries. */
  readonly found: AuditHead | null;
  /** Transactions that are missing; 0 where there are as many or more. */
  readonly missing: number;
}

export interface AuditState {
  /** Null for a chain without entries. */
  readonly head: AuditHead | null;
  /** Until somebody accepts it with a reason. */
  readonly anchor: AnchorBreak | null;
}

/** The end of a chain as people write it down, in fours. */
export function headCode(hash: string): string {
  return (hash.slice(0, 16).match(/.{4}/g) ?? []).join(' ');
}
