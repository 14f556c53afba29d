import type { AuditEntry } from '../model/audit';
import { canonicalJson, type PlainJson } from '../model/canonicalJson';
import {
  AUDIT_PATH,
  DECISION_PATH,
  type Decision,
  decisionSchema,
  MANIFEST_PATH,
  type Manifest,
  manifestSchema,
  type PackageFinding,
  type PackageReading,
  REPORT_PATH,
  SIGNATURE_PATH,
  signatureSchema,
} from '../model/package';
import { canaryFindings } from './canaryNumbers';
import { canonicalBytes, fingerprint, isSignedBy, sha256Hex, signedBytes } from './signature';
import { NotStored, type PackedFile, readStoredZip } from './storedZip';

/** A package with the files in it, those that its manifest names and that are as it says. */
export interface OpenPackage extends PackageReading {
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Reads and checks all of a package that anybody made. It never throws for what is in it. */
export function readPackage(archive: Uint8Array): OpenPackage {
  const nothing = { manifest: null, hash: null, decision: null, fingerprint: null, files: new Map<string, Uint8Array>() };
  let packed: PackedFile[];
  try {
    packed = readStoredZip(archive);
  } catch (cause) {
    if (!(cause instanceof NotStored)) throw cause;
    const what = cause.reason === 'checksum' ? 'checksum' : 'container';
    return { ...nothing, findings: [{ what, where: cause.path ?? 'zip' }] };
  }
  const files = new Map(packed.map(({ path, bytes }) => [path, bytes]));
  const manifest = jsonOf(files.get(MANIFEST_PATH), manifestSchema.safeParse);
  if (!manifest) return { ...nothing, findings: [{ what: 'manifest', where: MANIFEST_PATH }] };
  const decision = files.has(DECISION_PATH) ? jsonOf(files.get(DECISION_PATH), decisionSchema.safeParse) : null;
  const findings = [
    ...signatureFindings(files, manifest),
    ...fileFindings(files, manifest),
    ...chainFindings(files.get(AUDIT_PATH), manifest),
    ...reportFindings(files.get(REPORT_PATH)),
    ...canaryFindings(manifest),
    ...(files.has(DECISION_PATH) ? decisionFindings(decision, manifest) : agreementFindings(manifest)),
  ];
  return {
    manifest,
    hash: sha256Hex(files.get(MANIFEST_PATH) ?? new Uint8Array()),
    decision,
    fingerprint: fingerprint(manifest.signer.publicKey),
    files,
    findings,
  };
}

/** What a file holds, if it is the one text of a value of the schema. */
function jsonOf<T>(
  bytes: Uint8Array | undefined,
  parse: (value: unknown) => { success: true; data: T } | { success: false },
): T | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes ?? new Uint8Array());
    const value: unknown = JSON.parse(text);
    if (canonicalJson(value as PlainJson) !== text) return null;
    const parsed = parse(value);
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Of two that do not fit, the one that was altered: a signature that fits the manifest says more than the hash beside it. */
function signatureFindings(files: ReadonlyMap<string, Uint8Array>, { signer }: Manifest): PackageFinding[] {
  const manifest = files.get(MANIFEST_PATH) ?? new Uint8Array();
  const signature = jsonOf(files.get(SIGNATURE_PATH), signatureSchema.safeParse);
  if (!signature) return [{ what: 'signature', where: SIGNATURE_PATH }];
  const names = signature.manifest === sha256Hex(manifest);
  const signs = isSignedBy(signer.publicKey, signature.signature, signedBytes('package', manifest));
  if (names && signs && signature.publicKey === signer.publicKey) return [];
  return names || signs ? [{ what: 'signature', where: SIGNATURE_PATH }] : [{ what: 'altered', where: MANIFEST_PATH }];
}

/** The manifest cannot name itself nor its signature. */
const UNNAMED = new Set<string>([MANIFEST_PATH, SIGNATURE_PATH]);

function fileFindings(files: ReadonlyMap<string, Uint8Array>, manifest: Manifest): PackageFinding[] {
  const named = new Map(manifest.files.map((file) => [file.path, file]));
  const extra = [...files.keys()].filter((path) => !named.has(path) && !UNNAMED.has(path));
  const findings: PackageFinding[] = extra.map((where) => ({ what: 'extra', where }));
  for (const [path, { bytes, sha256 }] of named) {
    const found = files.get(path);
    if (!found) findings.push({ what: 'missing', where: path });
    else if (found.length !== bytes || sha256Hex(found) !== sha256) findings.push({ what: 'altered', where: path });
  }
  return findings;
}

/** The end of the chain, one entry a line, each of which follows from the one before. */
function chainFindings(bytes: Uint8Array | undefined, { audit }: Manifest): PackageFinding[] {
  const broken: PackageFinding[] = [{ what: 'chain', where: AUDIT_PATH }];
  try {
    const lines = new TextDecoder('utf-8', { fatal: true })
      .decode(bytes ?? new Uint8Array())
      .trimEnd()
      .split('\n');
    const entries = lines.map((line) => JSON.parse(line) as AuditEntry);
    const holds = entries.every(({ hash, ...open }, at) => {
      const before = entries[at - 1];
      const follows = before === undefined || (open.previous === before.hash && open.seq === before.seq + 1);
      return follows && sha256Hex(canonicalBytes({ ...open })) === hash;
    });
    const last = entries.at(-1);
    return holds && last?.hash === audit.head && last.seq === audit.seq ? [] : broken;
  } catch {
    return broken;
  }
}

/** Tags and attributes that do more than show text. */
const ACTIVE_HTML =
  /<\s*(script|iframe|frame|object|embed|link|img|svg|math|form|base|audio|video|meta\s+http-equiv=.?refresh)|<[^>]*\s(on\w+|href|src)\s*=/i;

/** A report is text in tables: whoever opens it in a browser must not be met by more. */
function reportFindings(bytes: Uint8Array | undefined): PackageFinding[] {
  return ACTIVE_HTML.test(new TextDecoder().decode(bytes)) ? [{ what: 'report', where: REPORT_PATH }] : [];
}

/** Whatever leaves for a reason that a second person has to agree to carries what that person signed. */
function agreementFindings({ kind, approval }: Manifest): PackageFinding[] {
  return kind === 'package' && approval.length > 0 ? [{ what: 'decision', where: DECISION_PATH }] : [];
}

function decisionFindings(decision: Decision | null, { kind, signer, madeAt }: Manifest): PackageFinding[] {
  const where = DECISION_PATH;
  if (!decision || !isDecisionSigned(decision)) return [{ what: 'decision', where }];
  const { verdict, reviewer } = decision.body;
  const findings: PackageFinding[] = kind === 'package' && verdict !== 'approved' ? [{ what: 'decision', where }] : [];
  if (reviewer.publicKey === signer.publicKey) findings.push({ what: 'samePerson', where });
  if (!isInTime(decision, madeAt)) findings.push({ what: 'times', where });
  return findings;
}

const DAY_MS = 86_400_000;

/** Two machines need not agree about the hour, nor about where the day ends. */
function isInTime({ body: { decidedAt, expires } }: Decision, madeAt: string): boolean {
  const made = Date.parse(madeAt);
  return Date.parse(decidedAt) <= made + DAY_MS && made <= Date.parse(expires) + 2 * DAY_MS;
}

/** Whether the reviewer whom a decision names signed it. */
export function isDecisionSigned({ body, signature }: Decision): boolean {
  return isSignedBy(body.reviewer.publicKey, signature, signedBytes('decision', canonicalBytes(body)));
}

/** A decision from a file of its own. Null: it is none. */
export function readDecision(bytes: Uint8Array): Decision | null {
  return jsonOf(bytes, decisionSchema.safeParse);
}
