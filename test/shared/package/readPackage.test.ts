import { generateKeyPairSync } from 'node:crypto';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { readDecision, readPackage } from '#shared/package/readPackage';
import { canonicalBytes, sha256Hex } from '#shared/package/signature';
import { type PackedFile, storedZip } from '#shared/package/storedZip';
import { auditLines, hexOf, otherwise, packageOf } from '#test/support/packages';

const PACKAGE = packageOf();

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
    const all: PackedFile[] = [...readPackage(PACKAGE).files].map(([path, bytes]) => ({ path, bytes }));
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
    const finding = { what: 'signature', where: 'signature.json' };
    expect(readPackage(packageOf({ signer: other.privateKey })).findings).toEqual([finding]);
    expect(readPackage(packageOf({ signer: other.privateKey, named: hexOf(other.publicKey) })).findings).toEqual([finding]);
  });

  it('names an entry of the audit that does not follow', () => {
    const [first, second] = auditLines().toString().split('\n');
    const files = otherwise('audit.jsonl', `${second}\n${first}\n`);
    expect(readPackage(packageOf({ files })).findings).toEqual([{ what: 'chain', where: 'audit.jsonl' }]);
  });

  it('is refused where its manifest gives a reason that there is not', () => {
    expect(readPackage(packageOf({ manifest: { approval: ['<img>'] } })).findings).toEqual([
      { what: 'manifest', where: 'manifest.json' },
    ]);
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
