import { z } from 'zod';
import { MOST_CANARIES } from './canary';
import { APPROVAL_REASONS, EXPORT_FORMATS, exportColumnSchema, LEGAL_BASES, RECIPIENT_KINDS, treatmentSchema } from './export';

/** Paths inside a package. */
export const MANIFEST_PATH = 'manifest.json';
export const SIGNATURE_PATH = 'signature.json';
export const DECISION_PATH = 'decision.json';
export const AUDIT_PATH = 'audit.jsonl';
export const REPORT_PATH = 'report.html';
export const DATAPACKAGE_PATH = 'datapackage.json';

const text = z.string().max(20_000);
const name = z.string().min(1).max(400);
const count = z.number().int().min(0);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const publicKey = hash;
const signature = z.string().regex(/^[0-9a-f]{128}$/);
const time = z.iso.datetime();
/** A rate as text with six decimals, since signed JSON holds whole numbers only. */
const rate = z.string().regex(/^\d+\.\d{6}$/);

const signerSchema = z.strictObject({ name, publicKey });

const packedFileSchema = z.strictObject({ path: name, bytes: count, sha256: hash });

const manifestColumnSchema = z.strictObject({
  ...exportColumnSchema.shape,
  type: z.enum(['text', 'number', 'date', 'boolean']),
  dataClass: z.enum(['C1', 'C2', 'C3']),
  /** What it holds of persons; null: nothing that was found. */
  kind: name.nullable(),
});

const manifestRiskSchema = z.strictObject({
  limit: count,
  k: count.nullable(),
  classes: count,
  unique: count,
  below: count,
  prosecutorMost: rate.nullable(),
  prosecutorMean: rate.nullable(),
  journalistMost: rate.nullable(),
  journalistMean: rate.nullable(),
  sensitive: z.array(
    z.strictObject({ column: name, distinct: count, entropy: rate, recursive: rate.nullable(), closeness: rate }),
  ),
});

/**
 * What a package holds and how it came to be. `request` asks a second person; `package` is what leaves. Of everything else in the
 * package the manifest says size and hash, and the signature is of the manifest.
 */
export const manifestSchema = z.strictObject({
  format: z.literal('huaxiang-package'),
  version: z.literal(1),
  kind: z.enum(['request', 'package']),
  id: name,
  name,
  madeAt: time,
  /** The last day on which the recipient may hold the rows; null: not said. */
  expires: z.iso.date().nullable(),
  /** What made it: version of the workspace's schema, engine, version of the database. */
  product: z.strictObject({ schema: count, engine: name, database: name }),
  purpose: text,
  basis: z.enum(LEGAL_BASES).nullable(),
  recipient: z.strictObject({ name: z.string().max(400), kind: z.enum(RECIPIENT_KINDS) }),
  source: z.strictObject({
    kind: z.enum(['segment', 'audience', 'campaign']),
    id: name,
    name,
    definition: z.string(),
    version: count.nullable(),
    dataVersion: count,
    asOf: z.iso.date(),
    policyVersion: count.nullable(),
    /** Customers of the campaign's control, none of whom is in the data; null: no campaign. */
    holdout: count.nullable(),
  }),
  dataFormat: z.enum(EXPORT_FORMATS),
  columns: z.array(manifestColumnSchema).min(1),
  quasi: z.array(name),
  sensitive: z.array(name),
  /** How text was made safe for spreadsheets. */
  safeText: name,
  rows: z.strictObject({
    found: count,
    withheld: z.array(z.strictObject({ label: z.string().max(400), n: count })),
    suppressed: count,
    leaving: count,
  }),
  /** Of the customers alone. */
  risk: manifestRiskSchema,
  /**
   * Made-up rows that stand among them, beside `rows.leaving`: how many, a hash by which they can be proved, and the risk as it is found
   * in the file, where nobody can tell them apart. Absent: there are none.
   */
  canaries: z
    .strictObject({ n: z.number().int().min(1).max(MOST_CANARIES), commitment: hash, risk: manifestRiskSchema })
    .optional(),
  approval: z.array(z.enum(APPROVAL_REASONS)),
  /** The end of the audit chain when the package was made. */
  audit: z.strictObject({ seq: count, head: hash }),
  signer: signerSchema,
  files: z.array(packedFileSchema).min(1).max(100),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const signatureSchema = z.strictObject({ manifest: hash, publicKey, signature });

/** What a second person decided about a request, and stricter treatments that it was agreed to with. */
export const decisionBodySchema = z.strictObject({
  format: z.literal('huaxiang-decision'),
  version: z.literal(1),
  /** SHA-256 of the request's manifest. */
  request: hash,
  verdict: z.enum(['approved', 'returned']),
  reasons: text,
  changes: z.array(z.strictObject({ column: name, treatment: treatmentSchema })).max(200),
  reviewer: signerSchema,
  decidedAt: time,
  /** The last day on which it may be used. */
  expires: z.iso.date(),
});
export type DecisionBody = z.infer<typeof decisionBodySchema>;

export const decisionSchema = z.strictObject({ body: decisionBodySchema, signature });
export type Decision = z.infer<typeof decisionSchema>;

/** What is wrong with a package, and where. */
export interface PackageFinding {
  readonly what: PackageFault;
  /** The file in the package, or the part of the manifest. */
  readonly where: string;
}

export const PACKAGE_FAULTS = [
  /** Not an archive as packages are. */
  'container',
  'checksum',
  'manifest',
  'signature',
  /** A file that the manifest does not name, one that it names and that is not there, one that is another. */
  'extra',
  'missing',
  'altered',
  /** Entries of the audit that do not follow one another up to the head that the manifest names. */
  'chain',
  /** A second person had to agree, and what is there does not show it; it was the same person; it was agreed to too late. */
  'decision',
  'samePerson',
  'times',
  /** The page for people could do more than be read. */
  'report',
  /** Numbers with and without the made-up rows that cannot both be true. */
  'canaries',
] as const;
export type PackageFault = (typeof PACKAGE_FAULTS)[number];

/** A package as it was found. */
export interface PackageReading {
  /** Null where it could not be read so far. */
  readonly manifest: Manifest | null;
  /** SHA-256 of the manifest: the name of a request. */
  readonly hash: string | null;
  readonly decision: Decision | null;
  /** As people compare it; null likewise. */
  readonly fingerprint: string | null;
  /** Empty: everything is as it was signed. */
  readonly findings: readonly PackageFinding[];
}

/** Whether a passphrase protects the key that signs, and whether it was given in this run. */
export type KeyState = 'plain' | 'locked' | 'unlocked';

/** Where the key that signs is kept: in its file as it is, or in that file under a key which the keyring of the system keeps. */
export const KEY_PLACES = ['file', 'keyring'] as const;
export type KeyPlace = (typeof KEY_PLACES)[number];

/** Whether the keyring of the system can be chosen. It says nothing of whether it is open: only a person's choice may ask it. */
export type KeyringOffer = 'offered' | 'none';

/** The key of whoever works here. */
export interface OwnKey {
  /** Ed25519, in hexadecimal. */
  readonly publicKey: string;
  readonly fingerprint: string;
  /** Absent where the key lives as long as the page. */
  readonly state?: KeyState;
  /** Both absent likewise. */
  readonly place?: KeyPlace;
  readonly keyring?: KeyringOffer;
}
