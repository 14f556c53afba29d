import { z } from 'zod';
import {
  type ExportPolicyState,
  type ExportPreview,
  type ExportRecord,
  exportPolicySchema,
  exportSpecSchema,
  type WrittenPackage,
} from '../model/export';
import type { ListTrace } from '../model/listTrace';
import { decisionBodySchema, KEY_PLACES, type OwnKey, type PackageReading } from '../model/package';
import type { PackageReview } from '../model/packageReview';
import type { ExportedRefusals } from '../model/refusal';
import { fileToken, newPassphrase, passphrase } from './dataMethods';
import { type MethodMap, method, nothing } from './method';

const spec = exportSpecSchema;
const language = z.enum(['zh', 'en']).default('en');
const { verdict, reasons, changes } = decisionBodySchema.shape;

/** Questions about what leaves, and about what came from elsewhere. */
export const exportMethods = {
  'exportPolicy.get': method<ExportPolicyState>()(nothing),
  'exportPolicy.save': method<ExportPolicyState>()(z.strictObject({ policy: exportPolicySchema })),
  /** Last first. */
  'exports.list': method<readonly ExportRecord[]>()(nothing),
  /** What would leave and what it gives away; nothing is written. */
  'exports.preview': method<ExportPreview>()(z.strictObject({ spec })),
  /** Writes a package that needs nobody's agreement; with a passphrase it is sealed, as are the next two. */
  'exports.write': method<WrittenPackage>()(
    z.strictObject({ spec, language, file: fileToken, passphrase: newPassphrase.optional() }),
  ),
  /** Writes what a second person decides about. */
  'exports.request': method<WrittenPackage>()(
    z.strictObject({ spec, language, file: fileToken, passphrase: newPassphrase.optional() }),
  ),
  /** Writes what was agreed to, once, with the decision in it. */
  'exports.release': method<WrittenPackage>()(
    z.strictObject({
      id: z.string().min(1),
      decision: fileToken,
      language,
      file: fileToken,
      passphrase: newPassphrase.optional(),
    }),
  ),
  /** Which packages a list that was found somewhere has its rows from; a CSV file, or a workbook of one sheet. */
  'exports.trace': method<ListTrace>()(z.strictObject({ file: fileToken })),
  /** Packages that left with customers who refuse by now, last first. */
  'refusals.list': method<readonly ExportedRefusals[]>()(nothing),
  /** Those of one package by the pseudonyms of its recipient, as CSV. */
  'refusals.write': method<{ readonly customers: number; readonly bytes: number }>()(
    z.strictObject({ id: z.string().min(1), file: fileToken }),
  ),
  /** Keeps what opens a sealed package of its passphrase, in memory, until the program ends. */
  'packages.unseal': method<null>()(z.strictObject({ file: fileToken, passphrase })),
  /** Reads and checks a package of anybody's; no workspace is needed. */
  'packages.read': method<PackageReading>()(z.strictObject({ file: fileToken })),
  /**
   * Looks into a package of anybody's: its rows become a workspace in memory, in place of the one that is open. Rows that nobody here
   * vouches for belong into the sandbox of a page.
   */
  'packages.review': method<PackageReview>()(z.strictObject({ file: fileToken })),
  /** Signs a decision about a request with the key of whoever works here. */
  'packages.decide': method<{ readonly request: string }>()(
    z.strictObject({
      file: fileToken,
      reviewer: z.string().min(1).max(200),
      verdict,
      reasons: reasons.min(1),
      changes: changes.default([]),
      days: z.number().int().min(1).max(365).default(14),
      to: fileToken,
    }),
  ),
  /** The public key of whoever works here. */
  'keys.own': method<OwnKey>()(nothing),
  /** Lets the key sign until the program ends. */
  'keys.unlock': method<null>()(z.strictObject({ passphrase })),
  /** Protects the key by a passphrase, or by another one than before. */
  'keys.seal': method<OwnKey>()(z.strictObject({ passphrase: newPassphrase })),
  /** Hands the key to the keyring of the system, or takes it back; its passphrase stays. @throws Fault KEYRING_CLOSED. */
  'keys.keep': method<OwnKey>()(z.strictObject({ place: z.enum(KEY_PLACES) })),
} satisfies MethodMap;
