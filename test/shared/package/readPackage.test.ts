import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import type { Manifest } from '#shared/model/package';
import { readDecision, readPackage } from '#shared/package/readPackage';
import { canonicalBytes, sha256Hex, signedBytes } from '#shared/package/signature';
import { type PackedFile, storedZip } from '#shared/package/storedZip';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const OWN = hexOf(publicKey);
const FILES: PackedFile[] = [
  { path: 'data/customers.csv', bytes: Buffer.from('"客户","年龄"\r\n"h1","20–29"\r\n') },
  { path: 'audit.jsonl', bytes: auditLines() },
  { path: 'report.html', bytes: Buffer.from('<!doctype html>') },
];
const PACKAGE = packed(FILES);

describe('a package', () => {
  it('is read whole', () => {
    const { findings, manifest, hash, fingerprint } = readPackage(PACKAGE);
    expect(findings).toEqual([]);
    expect(manifest?.name).toBe('名单');
    expect(hash).toBe(sha256Hex(canonicalBytes(manifest ?? {})));
    expect(fingerprint).toMatch(/^([0-9a-f]{4} ){3}[0-9a-f]{4}$/);
  });

  it('is never taken for whole after a change, of 10,000 at random', () => {
    const generator = xoroshiro128plus(7);
    const below = (n: number) => (generator.next() >>> 0) % n;
    for (let round = 0; round < 10_000; round++) {
      const changed = mutated(PACKAGE, below);
      if (changed.equals(PACKAGE)) continue;
      expect(readPackage(changed).findings.length, `round ${round}`).toBeGreaterThan(0);
    }
  });

  it('is not taken for whole when its files are changed and packed anew, of 500 at random', () => {
    const generator = xoroshiro128plus(11);
    const below = (n: number) => (generator.next() >>> 0) % n;
    const all = [...readPackage(PACKAGE).files].map(([path, bytes]) => ({ path, bytes }));
    for (let round = 0; round < 500; round++) {
      const chosen = below(all.length);
      const bytes = mutated(Buffer.from(all[chosen]?.bytes ?? new Uint8Array()), below);
      if (bytes.equals(all[chosen]?.bytes ?? new Uint8Array())) continue;
      const files = all.map((file, at) => (at === chosen ? { ...file, bytes } : file));
      expect(readPackage(Buffer.concat(storedZip(files))).findings.length, `round ${round}`).toBeGreaterThan(0);
    }
  });

  it('is not its signer’s when another key signs it', () => {
    const other = generateKeyPairSync('ed25519');
    expect(readPackage(packed(FILES, other.privateKey)).findings).toEqual([{ what: 'signature', where: 'signature.json' }]);
    expect(readPackage(packed(FILES, other.privateKey, hexOf(other.publicKey))).findings).toEqual([
      { what: 'signature', where: 'signature.json' },
    ]);
  });

  it('names an entry of the audit that does not follow', () => {
    const [first, second] = FILES[1]?.bytes.toString().split('\n') ?? [];
    const swapped = FILES.map((file) =>
      file.path === 'audit.jsonl' ? { ...file, bytes: Buffer.from(`${second}\n${first}\n`) } : file,
    );
    expect(readPackage(packed(swapped)).findings).toEqual([{ what: 'chain', where: 'audit.jsonl' }]);
  });

  it('is refused where its manifest gives a reason that there is not', () => {
    const bytes = canonicalBytes({ ...manifestOf(FILES), approval: ['<img>'] });
    const archive = Buffer.concat(storedZip([...FILES, { path: 'manifest.json', bytes }]));
    expect(readPackage(archive).findings).toEqual([{ what: 'manifest', where: 'manifest.json' }]);
  });

  it.each([
    ['__proto__ in it', '{"__proto__":{"kind":"package"}}'],
    ['ten thousand brackets', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['a name twice', '{"kind":"package","kind":"request"}'],
    ['no JSON', '<script>alert(1)</script>'],
    ['half a letter', '{"name":"\\ud800"}'],
  ])('is refused with a manifest that has %s', (_, text) => {
    const archive = Buffer.concat(storedZip([{ path: 'manifest.json', bytes: Buffer.from(text) }]));
    expect(readPackage(archive).findings).toEqual([{ what: 'manifest', where: 'manifest.json' }]);
    expect(readDecision(Buffer.from(text))).toBeNull();
  });
});

function packed(files: readonly PackedFile[], key: KeyObject = privateKey, named = OWN): Buffer {
  const bytes = canonicalBytes(manifestOf(files));
  const signature = {
    manifest: sha256Hex(bytes),
    publicKey: named,
    signature: sign(null, signedBytes('package', bytes), key).toString('hex'),
  };
  return Buffer.concat(
    storedZip([...files, { path: 'manifest.json', bytes }, { path: 'signature.json', bytes: canonicalBytes(signature) }]),
  );
}

function manifestOf(files: readonly PackedFile[]): Manifest {
  return {
    format: 'huaxiang-package',
    version: 1,
    kind: 'request',
    id: 'E0001',
    name: '名单',
    madeAt: '2026-06-30T08:00:00.000Z',
    expires: '2026-12-31',
    product: { schema: 12, engine: 'native', database: '1.5.6' },
    purpose: '测试',
    basis: 'ownUse',
    recipient: { name: '数据部', kind: 'inside' },
    source: {
      kind: 'segment',
      id: 's',
      name: '客群',
      definition: '{}',
      version: 1,
      dataVersion: 1,
      asOf: '2026-06-30',
      policyVersion: 1,
      holdout: null,
    },
    dataFormat: 'csv',
    columns: [{ name: '客户', treatment: { kind: 'hash' }, type: 'text', dataClass: 'C2', kind: null }],
    quasi: [],
    sensitive: [],
    safeText: 'quote-1',
    rows: { found: 1, withheld: [], suppressed: 0, leaving: 1 },
    risk: {
      limit: 5,
      k: 1,
      classes: 1,
      unique: 1,
      below: 1,
      prosecutorMost: '1.000000',
      prosecutorMean: '1.000000',
      journalistMost: null,
      journalistMean: null,
      sensitive: [],
    },
    approval: ['class'],
    audit: { seq: 2, head: lastHash(files) },
    signer: { name: 'analyst', publicKey: OWN },
    files: files.map(({ path, bytes }) => ({ path, bytes: bytes.length, sha256: sha256Hex(bytes) })),
  };
}

function auditLines(): Buffer {
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
  return hashes.find(({ seq }) => seq === 2)?.hash ?? '';
}

function mutated(bytes: Buffer, below: (n: number) => number): Buffer {
  const at = below(bytes.length);
  const turned = Buffer.from(bytes);
  switch (below(5)) {
    case 0:
      turned[at] = (turned[at] ?? 0) ^ (1 << below(8));
      return turned;
    case 1:
      return turned.fill(below(256), at, Math.min(at + 1 + below(16), bytes.length));
    case 2:
      return turned.subarray(0, at);
    case 3:
      return Buffer.concat([turned.subarray(0, at), Buffer.from([below(256)]), turned.subarray(at)]);
    default:
      return Buffer.concat([turned.subarray(0, at), turned.subarray(at + 1 + below(8))]);
  }
}

function hexOf(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex');
}
