import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainParquet } from '#shared/package/plainParquet';
import { readPackage } from '#shared/package/readPackage';
import { canonicalBytes } from '#shared/package/signature';
import { storedZip } from '#shared/package/storedZip';
import { hostileParquet, plainTable } from '#test/support/hostileParquet';
import { auditLines, CSV, canaryPackage, hexOf, MAKER, otherwise, packageOf, REVIEWER } from '#test/support/packages';
import { FAULT_CODES } from '../../../electron/cli/verifyCommand';

const VERIFIER = join(import.meta.dirname, '../../../resources/verifier/verifyPackage.mjs');
const folder = mkdtempSync(join(tmpdir(), 'huaxiang-hostile-'));
const path = join(folder, 'package.hxpkg');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As a person runs it: with nothing but Node. */
function verified(bytes: Uint8Array, ...options: readonly string[]) {
  writeFileSync(path, bytes);
  const { status, stdout } = spawnSync(process.execPath, [VERIFIER, path, '--json', ...options], { encoding: 'utf8', env: {} });
  return { status, findings: JSON.parse(stdout) as { what: string; where: string; code: number }[] };
}

const GOOD = packageOf();
const other = generateKeyPairSync('ed25519');

/** The package with other bytes somewhere. */
function patched(place: number, ...bytes: readonly number[]): Buffer {
  const changed = Buffer.from(GOOD);
  Buffer.from(bytes).copy(changed, place < 0 ? changed.length + place : place);
  return changed;
}

const directory = GOOD.readUInt32LE(GOOD.length - 6);

/** An archive of one file under any name, with whatever else its header says. */
function strangeZip(
  name: string,
  change: (local: Buffer, central: Buffer) => void = () => undefined,
  body = Buffer.from('x'),
): Buffer {
  const plain = Buffer.concat(storedZip([{ path: 'a', bytes: body }]));
  const [letters, before] = [Buffer.from(name, 'utf8'), 30 + 1 + body.length];
  const local = Buffer.from(plain.subarray(0, 30));
  const central = Buffer.from(plain.subarray(before, before + 46));
  local.writeUInt16LE(letters.length, 26);
  central.writeUInt16LE(letters.length, 28);
  change(local, central);
  const end = Buffer.from(plain.subarray(-22));
  end.writeUInt32LE(central.length + letters.length, 12);
  end.writeUInt32LE(local.length + letters.length + body.length, 16);
  return Buffer.concat([local, letters, body, central, letters, end]);
}

/** Two files where the second directory entry is as the first, in another place or case. */
function twice(names: readonly [string, string]): Buffer {
  return Buffer.concat(storedZip(names.map((name) => ({ path: name, bytes: Buffer.from('x') }))));
}

/** What is said of all rows, of the package with one canary row. */
const inFile = (change: object) => ({
  ...{ limit: 2, k: 1, classes: 2, unique: 1, below: 1, prosecutorMost: '1.000000', prosecutorMean: '0.500000' },
  ...{ journalistMost: null, journalistMean: null, sensitive: [], ...change },
});

const bomb = deflateRawSync(Buffer.alloc(16 * 2 ** 20));

/** Archives and signed things: the application and the script have to say the same of each. */
const HOSTILE: readonly (readonly [name: string, what: string, bytes: () => Buffer])[] = [
  ['that is no archive', 'container', () => Buffer.from('%PDF-1.7 nothing here')],
  ['that is empty', 'container', () => Buffer.alloc(0)],
  ['whose end is cut off', 'container', () => GOOD.subarray(0, -40)],
  ['with bytes after its end', 'container', () => Buffer.concat([GOOD, Buffer.from('MZ')])],
  ['with a program before it', 'container', () => Buffer.concat([Buffer.from('#!/bin/sh\n'), GOOD])],
  ['with a comment', 'container', () => Buffer.concat([patched(-2, 1, 0), Buffer.from('x')])],
  ['that says it has ten million times the files', 'container', () => patched(-14, 255, 255, 255, 255)],
  ['of a file of 4 GiB that is not there', 'container', () => patched(18, 255, 255, 255, 255, 255, 255, 255, 255)],
  [
    'that is a bomb of 16 MiB',
    'container',
    () =>
      strangeZip(
        'data/customers.csv',
        (local, central) => {
          local.writeUInt16LE(8, 8);
          central.writeUInt16LE(8, 10);
          local.writeUInt32LE(16 * 2 ** 20, 22);
          central.writeUInt32LE(16 * 2 ** 20, 24);
        },
        bomb,
      ),
  ],
  ['with a way out of its folder', 'container', () => strangeZip('../../etc/passwd')],
  ['with a way from the root', 'container', () => strangeZip('/etc/passwd')],
  ['with a backslash', 'container', () => strangeZip('data\\customers.csv')],
  ['with an empty letter in a name', 'container', () => strangeZip('report.html\0.csv')],
  ['with a name that turns round', 'container', () => strangeZip('report\u202Elmth.csv')],
  ['with one file twice', 'container', () => twice(['manifest.json', 'manifest.json'])],
  ['with one file twice in another case', 'container', () => twice(['manifest.json', 'Manifest.json'])],
  ['that says another name in its directory', 'container', () => patched(directory + 46, 'e'.charCodeAt(0))],
  [
    'that says it is encrypted',
    'container',
    () =>
      strangeZip('a', (local, central) => {
        local.writeUInt16LE(0x801, 6);
        central.writeUInt16LE(0x801, 8);
      }),
  ],
  ['with a link', 'container', () => strangeZip('a', (_, central) => void central.writeUInt32LE(0xa1ff0000, 38))],
  ['with files that lie over one another', 'container', () => patched(directory + 42, 7, 0, 0, 0)],
  ['with a checksum of other bytes', 'checksum', () => patched(30 + 'data/customers.csv'.length + 5, 0)],
  ['without a manifest', 'manifest', () => Buffer.concat(storedZip([{ path: 'a', bytes: Buffer.from('x') }]))],
  [
    'whose manifest has blanks',
    'manifest',
    () =>
      packageOf({
        packed: (files) =>
          otherwise('manifest.json', `${files.find((file) => file.path === 'manifest.json')?.bytes.toString() ?? ''} `)(files),
      }),
  ],
  ['whose manifest is of a later version', 'manifest', () => packageOf({ manifest: { version: 2 } })],
  ['whose manifest counts rows as text', 'manifest', () => packageOf({ manifest: { rows: { leaving: '3' } } })],
  [
    'without a signature',
    'signature',
    () => packageOf({ packed: (files) => files.filter((file) => file.path !== 'signature.json') }),
  ],
  ['that another key signed', 'signature', () => packageOf({ signer: other.privateKey })],
  ['signed for another use', 'signature', () => packageOf({ use: 'decision' })],
  [
    'whose data were changed after it was signed',
    'altered',
    () => packageOf({ packed: otherwise('data/customers.csv', CSV.replace('h1', 'h9')) }),
  ],
  [
    'with a file that the manifest does not name',
    'extra',
    () => packageOf({ packed: (files) => [...files, { path: 'setup.exe', bytes: Buffer.from('MZ') }] }),
  ],
  ['without its audit', 'missing', () => packageOf({ packed: (files) => files.filter((file) => file.path !== 'audit.jsonl') })],
  ['whose audit lacks an entry', 'chain', () => packageOf({ manifest: { audit: { seq: 2, head: '0'.repeat(64) } } })],
  [
    'whose audit is in another order',
    'chain',
    () => packageOf({ files: otherwise('audit.jsonl', auditLines().toString().trim().split('\n').reverse().join('\n')) }),
  ],
  ['that nobody agreed to', 'decision', () => packageOf({ decision: null })],
  ['that was returned', 'decision', () => packageOf({ decision: { verdict: 'returned' } })],
  ['whose decision somebody else signed', 'decision', () => packageOf({ decider: other.privateKey })],
  [
    'that its maker agreed to',
    'samePerson',
    () => packageOf({ decision: { reviewer: { name: 'r', publicKey: hexOf(MAKER.publicKey) } }, decider: MAKER.privateKey }),
  ],
  ['that was agreed to afterwards', 'times', () => packageOf({ decision: { decidedAt: '2026-07-05T08:00:00.000Z' } })],
  ['that was agreed to for days before', 'times', () => packageOf({ decision: { expires: '2026-06-01' } })],
  [
    'with a script in its report',
    'report',
    () => packageOf({ files: otherwise('report.html', '<p>客户</p><script>fetch("x")</script>') }),
  ],
  [
    'with a picture from elsewhere in its report',
    'report',
    () => packageOf({ files: otherwise('report.html', '<p style="x" onload = "a()">') }),
  ],
  ['with as many canary rows as it likes', 'manifest', () => canaryPackage({ canaries: { n: 21 } })],
  ['with canary rows of which nothing can be proved', 'manifest', () => canaryPackage({ canaries: { commitment: '' } })],
  [
    'whose canary rows make classes of their own',
    'canaries',
    () => canaryPackage({ canaries: { risk: inFile({ classes: 3 }) } }),
  ],
  [
    'whose canary rows hide that somebody is alone',
    'canaries',
    () => canaryPackage({ risk: { unique: 2 }, canaries: { risk: inFile({}) } }),
  ],
  [
    'whose canary rows make small classes large',
    'canaries',
    () => canaryPackage({ risk: { below: 2 }, canaries: { risk: inFile({}) } }),
  ],
  [
    'whose smallest class grows by more than its canary rows',
    'canaries',
    () => canaryPackage({ canaries: { risk: inFile({ k: 3 }) } }),
  ],
  [
    'whose smallest class is smaller with canary rows',
    'canaries',
    () => canaryPackage({ risk: { k: 2 }, canaries: { risk: inFile({}) } }),
  ],
  ['whose mean is not of its customers', 'canaries', () => canaryPackage({ risk: { prosecutorMean: '0.500000' } })],
  [
    'whose canary rows count in no mean',
    'canaries',
    () => canaryPackage({ canaries: { risk: inFile({ prosecutorMean: '0.666667' }) } }),
  ],
];

describe('a package', () => {
  it('as the application makes it is found good by the script', () => {
    expect(verified(GOOD)).toEqual({ status: 0, findings: [] });
    expect(readPackage(GOOD).findings).toEqual([]);
  });

  it('with canary rows is found good where its numbers with and without them add up', () => {
    expect(verified(canaryPackage())).toEqual({ status: 0, findings: [] });
    expect(readPackage(canaryPackage()).findings).toEqual([]);
  });

  it.each(HOSTILE)('%s is refused by the application and by the script, for the same reason', (_, what, bytes) => {
    const hostile = bytes();
    expect(readPackage(hostile).findings.map((finding) => finding.what)).toContain(what);
    const { status, findings } = verified(hostile);
    expect(findings.map((finding) => finding.what)).toContain(what);
    expect(status).toBe(findings[0]?.code);
    expect(status).toBeGreaterThanOrEqual(10);
  });

  it.each([
    [
      'of other rows than it says',
      'rows',
      packageOf({ manifest: { rows: { found: 4, withheld: [], suppressed: 0, leaving: 4 } } }),
    ],
    ['with fewer canary rows than it says', 'rows', canaryPackage({ data: CSV })],
    ['of other classes than it says with canary rows', 'risk', canaryPackage({ data: `${CSV}"h4",\r\n` })],
    ['of other columns', 'rows', packageOf({ data: CSV.replace('年龄', '身份证') })],
    ['with a row that has a cell more', 'rows', packageOf({ data: `${CSV}"h4","20–29","13800138000"\r\n` })],
    ['with a formula', 'formula', packageOf({ data: CSV.replace('h1', '=HYPERLINK(A1)') })],
    ['with a formula that is not in quotes', 'formula', packageOf({ data: CSV.replace('"h1"', '@SUM(1)') })],
    ['with a number that a spreadsheet rounds', 'formula', packageOf({ data: CSV.replace('h1', '110101199003070038') })],
    ['with smaller classes than it says', 'risk', packageOf({ data: CSV.replace('"20–29"', '"30–39"') })],
    ['that describes other data', 'datapackage', packageOf({ files: otherwise('datapackage.json', '{"resources":[]}') })],
  ])('%s is refused by the script', (_, what, bytes) => {
    const { status, findings } = verified(bytes);
    expect(findings.map((finding) => finding.what)).toContain(what);
    expect(status).toBe(findings[0]?.code);
  });

  it('is held to the keys and the day that are expected', () => {
    const [maker, reviewer] = [
      readPackage(GOOD).fingerprint ?? '',
      readPackage(packageOf({ manifest: { signer: { name: 'r', publicKey: hexOf(REVIEWER.publicKey) } } })).fingerprint ?? '',
    ];
    const expected = ['--signer', maker, '--reviewer', reviewer];
    expect(verified(GOOD, ...expected, '--today', '2026-12-31').status).toBe(0);
    expect(verified(GOOD, ...expected, '--today', '2027-01-01').findings[0]?.what).toBe('expired');
    expect(verified(GOOD, '--signer', reviewer).findings).toMatchObject([{ what: 'key', where: 'manifest.json' }]);
    expect(verified(GOOD, '--reviewer', maker).findings).toMatchObject([{ what: 'key', where: 'decision.json' }]);
  });

  it('that is sealed is said to be, whatever follows', () => {
    for (const rest of ['', GOOD.toString('latin1')]) {
      const { status, findings } = verified(Buffer.from(`HXPKSEAL${rest}`, 'latin1'));
      expect({ status, findings }).toMatchObject({ status: 4, findings: [{ what: 'sealed', where: 'zip' }] });
    }
  });

  it('with quotes, commas and lines in its cells is read as it was written', () => {
    expect(verified(packageOf({ data: CSV.replace('h1', 'a""b,c\r\nd').replace('h2', "'=1") }))).toEqual({
      status: 0,
      findings: [],
    });
  });
});

describe('a package with Parquet', () => {
  const of = (data: Uint8Array, manifest: object = {}) =>
    packageOf({ data, path: 'data/customers.parquet', manifest: { dataFormat: 'parquet', ...manifest } });
  const rows = [
    ['h1', '20–29'],
    ['h2', '20–29'],
    ['=h3', null],
  ];
  const good = plainTable(['客户', '年龄'], rows);

  it('is found good by the script, whatever its cells look like', () => {
    expect(plainParquet(good)).toEqual({ columns: ['客户', '年龄'], rows: 3 });
    expect(verified(of(good))).toEqual({ status: 0, findings: [] });
  });

  it.each(hostileParquet(good))('that is %s is refused by the application and by the script', (_, bytes) => {
    expect(plainParquet(bytes)).toBeNull();
    expect(verified(of(bytes)).findings).toMatchObject([{ what: 'rows', where: 'parquet' }]);
  });

  it('is held to its rows, columns and classes', () => {
    expect(verified(of(plainTable(['客户', '年龄'], [...rows, ['h4', '20–29']]))).findings[0]?.what).toBe('rows');
    expect(verified(of(plainTable(['客户', '身份证'], rows))).findings[0]?.what).toBe('rows');
    const smaller = rows.map(([id], at) => [id ?? null, String(at)]);
    expect(verified(of(plainTable(['客户', '年龄'], smaller))).findings[0]?.what).toBe('risk');
  });

  it('neither throws nor hangs for any byte that is otherwise, in the application or the script', async () => {
    const { parquetRows } = await import(pathToFileURL(join(VERIFIER, '../parquet.mjs')).href);
    for (let at = 0; at < good.length; at++) {
      for (const mask of [1, 0x80, 0xff]) {
        const changed = Buffer.from(good);
        changed[at] = (changed[at] ?? 0) ^ mask;
        plainParquet(changed);
        expect(['string', 'object']).toContain(typeof parquetRows(changed, [{ name: '客户' }, { name: '年龄' }], ['年龄']));
      }
    }
  });
});

describe('the script', () => {
  let verifyPackage: (path: string) => readonly { what: string }[];
  beforeAll(async () => {
    ({ verifyPackage } = await import(pathToFileURL(VERIFIER).href));
  });

  it('ends for a file that is not there, a folder and a call that it does not understand', () => {
    expect(verifyPackage(join(folder, 'nothing'))).toEqual([{ what: 'file', where: 'ENOENT' }]);
    expect(verifyPackage(folder)[0]?.what).toBe('file');
    for (const words of [[], ['--json'], [path, '--today', 'soon'], [path, '--key']]) {
      expect(spawnSync(process.execPath, [VERIFIER, ...words]).status, words.join(' ')).toBe(2);
    }
  });

  it('takes no package for good after a change, of 1,000 at random', () => {
    const generator = xoroshiro128plus(29);
    for (let round = 0; round < 1000; round++) {
      const changed = Buffer.from(GOOD);
      const at = (generator.next() >>> 0) % changed.length;
      changed[at] = (changed[at] ?? 0) ^ (1 << ((generator.next() >>> 0) % 8));
      writeFileSync(path, changed);
      expect(verifyPackage(path).length, `round ${round}, byte ${at}`).toBeGreaterThan(0);
    }
  });

  it('has the same codes as the command line', async () => {
    const { FINDINGS } = await import(pathToFileURL(join(VERIFIER, '../found.mjs')).href);
    for (const [what, code] of Object.entries(FAULT_CODES)) expect(FINDINGS[what]?.[0], what).toBe(code);
  });

  it('has the signature of each change of the manifest fail', () => {
    const changed = packageOf({
      packed: (files) => otherwise('manifest.json', canonicalBytes({ ...readPackage(GOOD).manifest, purpose: 'x' }))(files),
    });
    writeFileSync(path, changed);
    expect(verifyPackage(path)).toMatchObject([{ what: 'signature' }]);
    expect(readPackage(changed).findings).toMatchObject([{ what: 'altered', where: 'manifest.json' }]);
  });
});
