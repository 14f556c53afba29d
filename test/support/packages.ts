import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { DecisionBody, Manifest } from '#shared/model/package';
import { canonicalBytes, sha256Hex, signedBytes } from '#shared/package/signature';
import { type PackedFile, storedZip } from '#shared/package/storedZip';

/** Who asks for packages of tests, and who agrees to them. */
export const MAKER = generateKeyPairSync('ed25519');
export const REVIEWER = generateKeyPairSync('ed25519');
export const CSV = '\uFEFF"客户","年龄"\r\n"h1","20–29"\r\n"h2","20–29"\r\n"h3",\r\n';

/** What of a package is to be otherwise; it is packed and signed after it. */
export interface PackageChanges {
  readonly data?: string | Uint8Array;
  /** Where the data are. */
  readonly path?: string;
  readonly files?: (files: readonly PackedFile[]) => PackedFile[];
  readonly decision?: Partial<DecisionBody> | null;
  readonly decider?: KeyObject;
  readonly manifest?: object;
  /** Who signs, and whose key the signature names. */
  readonly signer?: KeyObject;
  readonly named?: string;
  readonly use?: 'package' | 'decision';
  /** After all was signed. */
  readonly packed?: (files: readonly PackedFile[]) => PackedFile[];
}

/** A package as the application makes them, of three customers, that a second person agreed to. */
export function packageOf(changes: PackageChanges = {}): Buffer {
  const files = packageFiles(changes);
  const bytes = canonicalBytes({ ...manifestOf(files), ...changes.manifest });
  const signature = {
    manifest: sha256Hex(bytes),
    publicKey: changes.named ?? hexOf(MAKER.publicKey),
    signature: sign(null, signedBytes(changes.use ?? 'package', bytes), changes.signer ?? MAKER.privateKey).toString('hex'),
  };
  const all = [...files, { path: 'manifest.json', bytes }, { path: 'signature.json', bytes: canonicalBytes(signature) }];
  return Buffer.concat(storedZip(changes.packed?.(all) ?? all));
}

/** What the manifest names. */
function packageFiles({ data = CSV, path = 'data/customers.csv', files, decision, decider }: PackageChanges): PackedFile[] {
  const rows = { path, bytes: Buffer.from(data) };
  const all: PackedFile[] = [
    rows,
    { path: 'datapackage.json', bytes: describedBytes(rows) },
    { path: 'audit.jsonl', bytes: auditLines() },
    { path: 'report.html', bytes: Buffer.from('<!doctype html><p>&lt;script&gt;</p>') },
  ];
  if (decision !== null) all.push({ path: 'decision.json', bytes: canonicalBytes(decisionOf(decision, decider)) });
  return files?.(all) ?? all;
}

/** A package of the three customers and a canary row, what its manifest says of them being changed. */
export function canaryPackage(
  changes: { readonly risk?: object; readonly canaries?: object; readonly data?: string } = {},
): Buffer {
  const risk = {
    ...{ limit: 2, k: 1, classes: 2, unique: 1, below: 1, prosecutorMost: '1.000000', prosecutorMean: '0.666667' },
    ...{ journalistMost: null, journalistMean: null, sensitive: [], ...changes.risk },
  };
  const inFile = { ...risk, prosecutorMean: '0.500000' };
  const canaries = { n: 1, commitment: '0'.repeat(64), ...changes.canaries };
  const manifest = { risk, canaries: { risk: inFile, ...canaries } };
  return packageOf({ data: changes.data ?? `${CSV}"h4","20–29"\r\n`, manifest });
}

/** Files of which one has other bytes. */
export function otherwise(path: string, bytes: Uint8Array | string): (files: readonly PackedFile[]) => PackedFile[] {
  return (files) => files.map((file) => (file.path === path ? { path, bytes: Buffer.from(bytes) } : file));
}

function describedBytes({ path, bytes }: PackedFile): Uint8Array {
  const resource = { name: 'customers', path, bytes: bytes.length, hash: `sha256:${sha256Hex(bytes)}` };
  return canonicalBytes({ name: 'huaxiang-export', profile: 'tabular-data-package', resources: [resource] });
}

function decisionOf(changes: Partial<DecisionBody> = {}, decider = REVIEWER.privateKey) {
  const body: DecisionBody = {
    format: 'huaxiang-decision',
    version: 1,
    request: '0'.repeat(64),
    verdict: 'approved',
    reasons: '',
    changes: [],
    reviewer: { name: 'reviewer', publicKey: hexOf(REVIEWER.publicKey) },
    decidedAt: '2026-06-29T08:00:00.000Z',
    expires: '2026-07-10',
    ...changes,
  };
  return { body, signature: sign(null, signedBytes('decision', canonicalBytes(body)), decider).toString('hex') };
}

function manifestOf(files: readonly PackedFile[]): Manifest {
  return {
    format: 'huaxiang-package',
    version: 1,
    kind: 'package',
    id: 'E0001',
    name: '名单',
    madeAt: '2026-06-30T08:00:00.000Z',
    expires: '2026-12-31',
    product: { schema: 12, engine: 'native', database: '1.5.6' },
    purpose: '测试',
    basis: 'ownUse',
    recipient: { name: '数据部', kind: 'inside' },
    source: {
      ...{ kind: 'segment', id: 's', name: '客群', definition: '{}', version: 1 },
      ...{ dataVersion: 1, asOf: '2026-06-30', policyVersion: 1, holdout: null },
    },
    dataFormat: 'csv',
    columns: [
      { name: '客户', treatment: { kind: 'hash' }, type: 'text', dataClass: 'C2', kind: null },
      {
        name: '年龄',
        tag: 'age',
        treatment: { kind: 'generalise', to: { width: 10 } },
        type: 'number',
        dataClass: 'C1',
        kind: null,
      },
    ],
    quasi: ['年龄'],
    sensitive: [],
    safeText: 'quote-1',
    rows: { found: 3, withheld: [], suppressed: 0, leaving: 3 },
    risk: {
      ...{ limit: 5, k: 1, classes: 2, unique: 1, below: 3, prosecutorMost: '1.000000', prosecutorMean: '0.666667' },
      ...{ journalistMost: null, journalistMean: null, sensitive: [] },
    },
    approval: ['class'],
    audit: { seq: 2, head: lastHash(files) },
    signer: { name: 'analyst', publicKey: hexOf(MAKER.publicKey) },
    files: files.map(({ path, bytes }) => ({ path, bytes: bytes.length, sha256: sha256Hex(bytes) })),
  };
}

/** Two entries of an audit chain, one a line. */
export function auditLines(): Buffer {
  let previous = '0'.repeat(64);
  const lines = [1, 2].map((seq) => {
    const open = { seq, at: '2026-06-30T08:00:00.000Z', actor: 'analyst', action: 'export.request', detail: '{}', previous };
    previous = sha256Hex(canonicalBytes(open));
    return `${JSON.stringify({ ...open, hash: previous })}\n`;
  });
  return Buffer.from(lines.join(''));
}

function lastHash(files: readonly PackedFile[]): string {
  const lines = Buffer.from(files.find(({ path }) => path === 'audit.jsonl')?.bytes ?? [])
    .toString()
    .trim()
    .split('\n');
  const hashes = lines.map((line) => JSON.parse(line) as { seq: number; hash: string });
  return hashes.find(({ seq }) => seq === 2)?.hash ?? '0'.repeat(64);
}

export function hexOf(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex');
}
