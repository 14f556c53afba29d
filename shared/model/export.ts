import { z } from 'zod';
import type { RestsOn } from './answers';
import { canaryCountSchema, decoysSchema } from './canary';
import { type Coarse, coarseSchema, isCoarser } from './coarse';
import type { WithheldBy } from './contactPolicy';
import { daySchema } from './event';
import type { CoarserStep, ExportRisk } from './exportRisk';
import { personSchema, publicKeySchema, ROLES } from './role';
import type { Tag } from './tag';

const nameSchema = z.string().min(1).max(200);
const wordsSchema = z.string().max(10_000).default('');

export const EXPORT_FORMATS = ['csv', 'gb18030', 'xlsx', 'parquet'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Whose hands the rows go into: the own house, somebody under contract, anybody else. */
export const RECIPIENT_KINDS = ['inside', 'partner', 'outside'] as const;

/** On what ground a person's data may be handed over, as the law names it. */
export const LEGAL_BASES = ['consent', 'contract', 'legalDuty', 'vitalInterest', 'publicInterest', 'ownUse'] as const;

/** What becomes of a column's values; `hash` is a pseudonym that only this recipient's lists share. */
export const treatmentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('keep') }),
  z.strictObject({ kind: z.literal('mask') }),
  z.strictObject({ kind: z.literal('hash') }),
  z.strictObject({ kind: z.literal('generalise'), to: coarseSchema }),
  z.strictObject({ kind: z.literal('drop') }),
]);
export type Treatment = z.infer<typeof treatmentSchema>;

export const exportColumnSchema = z.strictObject({
  /** What it is called in the file. */
  name: nameSchema,
  /** A tag by its id; absent: the customer's key. */
  tag: nameSchema.optional(),
  treatment: treatmentSchema,
});
export type ExportColumn = z.infer<typeof exportColumnSchema>;

/** Whose rows: members of a saved segment as they are now, an audience as it was frozen, or who is treated by a released campaign. */
const exportSourceSchema = z.union([
  z.strictObject({ segment: nameSchema }),
  z.strictObject({ audience: nameSchema }),
  z.strictObject({ campaign: nameSchema, variant: nameSchema.optional() }),
]);
export type ExportSource = z.infer<typeof exportSourceSchema>;

const MOST_COLUMNS = 200;

/** Which customers leave, with what of them, to whom and why. */
export const exportSpecSchema = z.strictObject({
  name: nameSchema,
  from: exportSourceSchema,
  columns: z.array(exportColumnSchema).min(1).max(MOST_COLUMNS),
  format: z.enum(EXPORT_FORMATS).default('csv'),
  purpose: wordsSchema,
  basis: z.enum(LEGAL_BASES).optional(),
  recipient: z
    .strictObject({ name: z.string().max(200).default(''), kind: z.enum(RECIPIENT_KINDS).default('inside') })
    .prefault({}),
  /** The last day on which the recipient may hold the rows. */
  expires: daySchema.optional(),
  /** Whether the recipient reaches the customers, so that the contact policy counts. */
  forContact: z.boolean().default(true),
  /** Names of columns by which somebody else could know a customer again. */
  quasi: z.array(nameSchema).max(MOST_COLUMNS).default([]),
  /** Names of columns that nobody should learn of a customer. */
  sensitive: z.array(nameSchema).max(MOST_COLUMNS).default([]),
  /** Rows of small classes stay behind. */
  suppress: z.boolean().default(true),
  /** Whether its file is sealed with a passphrase, which is given whenever one is written and stands nowhere. */
  seal: z.boolean().default(false),
  /** Made-up rows that its file holds at least, by which a list that is found is known again; the policy may ask for more. */
  canaries: canaryCountSchema,
});
export type ExportSpec = z.infer<typeof exportSpecSchema>;

/** Made-up rows that an export's file holds: as many as it says itself or as its policy asks for, whichever is more. */
export function canariesOf({ canaries, recipient }: ExportSpec, policy: ExportPolicy): number {
  return Math.max(canaries, policy.canaries[recipient.kind]);
}

export const EXPORT_GAPS = ['noPurpose', 'noBasis', 'noRecipient', 'noExpiry'] as const;
export type ExportGap = (typeof EXPORT_GAPS)[number];

/** What an export does not say yet, without which nothing leaves. */
export function gapsInExport({ purpose, basis, recipient, expires }: ExportSpec): ExportGap[] {
  const said: Record<ExportGap, boolean> = {
    noPurpose: purpose.trim() !== '',
    noBasis: basis !== undefined,
    noRecipient: recipient.name.trim() !== '',
    noExpiry: expires !== undefined,
  };
  return EXPORT_GAPS.filter((gap) => !said[gap]);
}

/** Whether a treatment gives away less than another of the same values, whatever they are. */
export function isStricter(before: Treatment, after: Treatment): boolean {
  if (after.kind === 'keep' || before.kind === 'drop') return false;
  if (before.kind === 'keep' || after.kind === 'drop') return true;
  return before.kind === 'generalise' && after.kind === 'generalise' && isCoarser(before.to, after.to);
}

/** Fewest rows that must agree in all quasi-identifiers, and when a second person has to agree. */
export const exportPolicySchema = z.strictObject({
  limits: z
    .strictObject({
      inside: z.number().int().min(1).max(1000).default(5),
      partner: z.number().int().min(1).max(1000).default(10),
      outside: z.number().int().min(1).max(1000).default(20),
    })
    .prefault({}),
  /** Fewest made-up rows of a file, and what stands in them where values of persons leave as they are. */
  canaries: z.strictObject({ inside: canaryCountSchema, partner: canaryCountSchema, outside: canaryCountSchema }).prefault({}),
  decoys: decoysSchema,
  /** `sensitive`: where what leaves is of class C2 or above, goes outside, or has classes below the limit. */
  approval: z.enum(['always', 'sensitive']).default('sensitive'),
  /** Days that a decision holds at most. */
  decisionDays: z.number().int().min(1).max(365).default(14),
  /** Whose decisions count: public keys of those who may agree. */
  reviewers: z
    .array(z.strictObject({ name: nameSchema, publicKey: publicKeySchema }))
    .max(100)
    .default([]),
  /** Who works in the workspace, as what. Where nobody is named, anybody may do anything. */
  people: z.array(personSchema).max(100).default([]),
  /** Roles that may look at a single masked value, giving a reason. */
  unmask: z.array(z.enum(ROLES)).max(ROLES.length).default(['analyst', 'admin']),
});
export type ExportPolicy = z.infer<typeof exportPolicySchema>;

export interface ExportPolicyState {
  readonly policy: ExportPolicy;
  /** 0 where none was saved yet. */
  readonly version: number;
}

export const EXPORT_STATES = ['requested', 'written', 'returned', 'failed'] as const;
export type ExportState = (typeof EXPORT_STATES)[number];

/** One export that was asked for or made. */
export interface ExportRecord {
  readonly id: string;
  /** ISO time. */
  readonly at: string;
  readonly state: ExportState;
  readonly spec: ExportSpec;
  /** Customers, and made-up rows beside them. */
  readonly rows: number;
  readonly canaries: number;
  /** SHA-256 of its manifest: what a decision names. */
  readonly hash: string;
  /** Who decided, and why. */
  readonly decision: { readonly reviewer: string; readonly reasons: string } | null;
}

/** A file that was written. */
export interface WrittenPackage {
  readonly id: string;
  readonly hash: string;
  /** Customers, and made-up rows beside them. */
  readonly rows: number;
  readonly canaries: number;
  readonly bytes: number;
}

/** What the rows are and what they give away, before anything leaves. */
export interface ExportPreview {
  /** Rows of the source, and of those how many leave. */
  readonly found: number;
  readonly rows: number;
  readonly withheld: readonly WithheldBy[];
  /** Rows of small classes that stay behind. */
  readonly suppressed: number;
  /** Made-up rows that would stand among those that leave. */
  readonly canaries: number;
  readonly columns: readonly PreviewColumn[];
  /** The first rows, as the analyst may see them and as they would leave. */
  readonly before: readonly (readonly (string | null)[])[];
  readonly after: readonly (readonly (string | null)[])[];
  readonly risk: ExportRisk;
  /** What one coarser step of each quasi-identifier would come to. */
  readonly coarser: readonly CoarserStep[];
  /** Earlier exports whose rows differ from these by so few that the difference tells of them. */
  readonly near: readonly NearExport[];
  /** Why a second person has to agree; empty: nobody has to. */
  readonly approval: readonly ApprovalReason[];
  readonly restsOn: RestsOn;
}

export interface PreviewColumn {
  readonly name: string;
  readonly treatment: Treatment;
  /** What the values are like and how they may be made coarser, finest first. */
  readonly type: 'text' | 'number' | 'date' | 'boolean';
  readonly dataClass: Tag['sensitivity'];
  readonly coarser: readonly Coarse[];
}

export interface NearExport {
  readonly id: string;
  readonly name: string;
  /** ISO time. */
  readonly at: string;
  readonly onlyHere: number;
  readonly onlyThere: number;
}

/** `class`: a column of class C2 leaves as it is or masked; `small`: classes below the limit. */
export const APPROVAL_REASONS = ['always', 'outside', 'class', 'small', 'near'] as const;
export type ApprovalReason = (typeof APPROVAL_REASONS)[number];
