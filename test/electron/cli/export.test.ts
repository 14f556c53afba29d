import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type CommandAnswer, commandLine } from '../../support/commandLine';
import { type Forgery, forgedPackage } from '../../support/forgedPackage';

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-cli-'));
afterAll(() => {
  delete process.env.HUAXIANG_KEY;
  rmSync(folder, { recursive: true, force: true });
});

const place = (name: string) => join(folder, name);

function file(name: string, content: unknown): string {
  writeFileSync(place(name), typeof content === 'string' ? content : JSON.stringify(content));
  return place(name);
}

/** As the person whose key is in the file of that name. */
async function as(person: string, ...args: readonly string[]): Promise<CommandAnswer> {
  process.env.HUAXIANG_KEY = place(`${person}.pem`);
  return await commandLine(args);
}

/** What the script says that knows nothing of the application. */
function byScript(name: string): string {
  const script = join(import.meta.dirname, '../../../resources/verifier/verifyPackage.mjs');
  return spawnSync(process.execPath, [script, place(name)], { encoding: 'utf8' }).stdout;
}

const SPEC = {
  name: 'Call list',
  from: { segment: 'all' },
  columns: [
    { name: 'customer', treatment: { kind: 'keep' } },
    { name: 'age', tag: 'age', treatment: { kind: 'generalise', to: { width: 10 } } },
  ],
  purpose: 'a test',
  basis: 'consent',
  recipient: { name: 'Call centre', kind: 'partner' },
  expires: '2099-12-31',
  quasi: ['age'],
};

/** A request sealed for the reviewer, who opens it with the passphrase alone. */
async function sealedPackages(workspace: string, said: readonly string[]): Promise<void> {
  const asked = ['export', workspace, '--spec', file('seal.json', { ...SPEC, seal: true }), '--request'];
  const out = ['--out', place('sealed.hxpkg')];
  expect((await as('analyst', ...asked, ...out)).error).toContain('is to be sealed, and no passphrase was given');
  expect((await as('analyst', ...asked, ...out, '--seal')).code).toBe(2);
  process.env.HUAXIANG_PACKAGE_PASSPHRASE = 'told by telephone';
  expect((await as('analyst', ...asked, ...out, '--seal')).code).toBe(0);
  expect((await as('reviewer', 'verify', place('sealed.hxpkg'))).out).toContain('Call centre');
  expect((await as('reviewer', 'decide', place('sealed.hxpkg'), ...said)).code).toBe(0);
  process.env.HUAXIANG_PACKAGE_PASSPHRASE = 'told by Telephone';
  const wrong = await as('reviewer', 'verify', place('sealed.hxpkg'));
  expect(wrong).toMatchObject({ code: 1, error: expect.stringContaining('The passphrase does not open sealed.hxpkg.') });
  expect(wrong.error).not.toContain('Telephone');
  delete process.env.HUAXIANG_PACKAGE_PASSPHRASE;
  expect(await as('reviewer', 'verify', place('sealed.hxpkg'))).toMatchObject({
    code: 4,
    error: expect.stringContaining('"sealed.hxpkg" is sealed with a passphrase.'),
  });
  expect(byScript('sealed.hxpkg')).toMatch(/^sealed\tzip\t/);
}

test('an export is previewed, requested, decided about by another person, released and verified; a changed package is refused', async () => {
  const people = Array.from({ length: 60 }, (_, index) => `K${index},${20 + (index % 20)}`);
  const workspace = place('w.huaxiang');
  await as('analyst', 'import', workspace, file('people.csv', `id,age\n${people.join('\n')}\n`));
  await as('analyst', 'entities', workspace, '--apply', file('map.json', { customers: { table: 'people', key: 'id' } }));
  await as(
    'analyst',
    'segment',
    workspace,
    '--apply',
    file('segment.json', { id: 'all', name: 'All', who: { kind: 'all', rules: [] } }),
  );
  const spec = file('spec.json', SPEC);
  const preview = await as('analyst', 'export', workspace, '--spec', spec, '--preview', '--json');
  expect(JSON.parse(preview.out)).toMatchObject({
    rows: 60,
    risk: { k: 30, classes: 2, limit: 10 },
    approval: ['outside', 'class'],
  });

  const alone = await as('analyst', 'export', workspace, '--spec', spec, '--out', place('alone.hxpkg'));
  expect(alone).toMatchObject({ code: 1, error: expect.stringContaining('it leaves the house') });
  const { publicKey } = JSON.parse((await as('reviewer', 'key', '--json')).out);
  await as('analyst', 'export', workspace, '--policy', file('policy.json', { reviewers: [{ name: 'R', publicKey }] }));
  await as('analyst', 'export', workspace, '--spec', spec, '--request', '--out', place('request.hxpkg'));

  const decision = ['--reviewer', 'R', '--verdict', 'approved', '--reasons', 'fine', '--out', place('answer')];
  expect((await as('analyst', 'decide', place('request.hxpkg'), ...decision)).error).toContain('Whoever asked cannot agree too');
  expect((await as('reviewer', 'verify', place('request.hxpkg'))).out).toContain('Call centre');
  expect((await as('reviewer', 'decide', place('request.hxpkg'), ...decision)).code).toBe(0);

  const release = ['--release', 'E0001', '--decision', place('answer'), '--out', place('left.hxpkg')];
  expect((await as('analyst', 'export', workspace, ...release)).code).toBe(0);
  expect((await as('analyst', 'export', workspace, ...release)).code).toBe(1);
  expect((await as('analyst', 'export', workspace, '--list')).out).toMatch(/E0001\s+Call list\s+\S+\s+written\s+60\s+R/);
  expect((await as('anybody', 'verify', place('left.hxpkg'))).code).toBe(0);
  expect(byScript('left.hxpkg')).toBe('ok\tnothing found\t未发现问题\n');

  await sealedPackages(workspace, decision);

  const whole = readFileSync(place('left.hxpkg'));
  const told = (code: number, point: string) => ({ code, error: expect.stringContaining(point) });
  const verified = async (name: string, forgery: Forgery) => {
    writeFileSync(place(name), forgedPackage(whole, forgery));
    return await as('anybody', 'verify', place(name));
  };
  const mobiles = whole.toString().match(/"customer".*(?:\r\n".*)+\r\n/)?.[0] ?? '';
  const kept = mobiles.replace(/"K1"/, '"13912345678"');
  expect(kept).not.toBe(mobiles);
  expect(await verified('mobile.hxpkg', { files: { 'data/customers.csv': Buffer.from(`\uFEFF${kept}`) } })).toMatchObject(
    told(28, 'Undeclared personal data'),
  );
  expect(await verified('fewer.hxpkg', { manifest: (same) => ({ ...same, rows: { ...same.rows, leaving: 59 } }) })).toMatchObject(
    told(24, 'Number of rows'),
  );
  expect(await verified('safer.hxpkg', { manifest: (same) => ({ ...same, risk: { ...same.risk, k: 31 } }) })).toMatchObject(
    told(26, 'Risk'),
  );
  expect(await verified('chain.hxpkg', { files: { 'audit.jsonl': Buffer.from('{}\n') } })).toMatchObject(
    told(17, 'Audit excerpt'),
  );

  const bytes = readFileSync(place('left.hxpkg'));
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  writeFileSync(place('left.hxpkg'), bytes);
  expect(await as('anybody', 'verify', place('left.hxpkg'))).toMatchObject({
    code: 1,
    error: expect.stringContaining('is not as it was signed'),
  });
});

test('a list with canary rows is known again, whatever became of it', async () => {
  const workspace = place('w.huaxiang');
  const columns = [{ name: 'customer', treatment: { kind: 'hash' } }, SPEC.columns[1]];
  const spec = file('canaries.json', { ...SPEC, columns, recipient: { name: 'Own house', kind: 'inside' }, canaries: 4 });
  const written = await as('analyst', 'export', workspace, '--spec', spec, '--out', place('canaries.hxpkg'), '--json');
  expect(JSON.parse(written.out)).toMatchObject({ rows: 60, canaries: 4 });
  expect((await as('anybody', 'verify', place('canaries.hxpkg'), '--language', 'en')).out).toContain(
    '4 canary rows stand among them',
  );
  expect(byScript('canaries.hxpkg')).toBe('ok\tnothing found\t未发现问题\n');
  const codes = [
    ...readFileSync(place('canaries.hxpkg'))
      .toString()
      .matchAll(/"(h[\w-]{22})"/g),
  ].map(([, code]) => code);
  const traced = await as('analyst', 'trace', workspace, file('found.txt', codes.sort().join('\n')));
  expect(traced.out).toMatch(/64 +60 +4\n/);
  expect(traced.out).toMatch(/certain\s+E\d+\s+Call list\s+Own house\s+4\s+4\s+60\s+60/);
  expect((await as('analyst', 'trace', workspace)).code).toBe(2);
});
