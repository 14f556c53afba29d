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
  SIGNATURE_PATH,
  signatureSchema,
} from '../model/package';
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
  ];
  if (files.has(DECISION_PATH)) findings.push(...decisionFindings(decision));
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

function decisionFindings(decision: Decision | null): PackageFinding[] {
  return decision && isDecisionSigned(decision) ? [] : [{ what: 'decision', where: DECISION_PATH }];
}

/** Whether the reviewer whom a decision names signed it. */
export function isDecisionSigned({ body, signature }: Decision): boolean {
  return isSignedBy(body.reviewer.publicKey, signature, signedBytes('decision', canonicalBytes(body)));
}

/** A decision from a file of its own. Null: it is none. */
export function readDecision(bytes: Uint8Array): Decision | null {
  return jsonOf(bytes, decisionSchema.safeParse);
}
