import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPackage } from '#shared/package/readPackage';
import { nativeEngines } from '../../../electron/engine/nativeEngine';
import { NodeFiles } from '../../../electron/engine/nodeFiles';
import { unfinishedBeside } from '../../../electron/folder/unfinished';
import { childScript, killedAfter } from '../../support/child';
import { openExportBank } from '../../support/exportBank';
import { startKernel } from '../../support/kernel';

/** `HUAXIANG_KILLS=300` for the whole of it. */
const ROUNDS = Number(process.env.HUAXIANG_KILLS ?? 10);
const LONGEST_MS = 500;
/** Lines of a round: that it is ready, then by turns what was exported and what was looked at. */
const MOST_LINES = 4;

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-killed-'));
const workspace = join(folder, 'w.huaxiang');
let script: Awaited<ReturnType<typeof childScript>>;

/** Exports and looks at values until it is ended, and says what is done once it is. */
const WORK = `
  import { join } from 'node:path';
  import { nativeEngines } from '${process.cwd()}/electron/engine/nativeEngine';
  import { NodeFiles } from '${process.cwd()}/electron/engine/nodeFiles';
  import { startKernel } from '${process.cwd()}/test/support/kernel';
  const [, , folder, round] = process.argv;
  const files = new NodeFiles();
  const { call, grant } = startKernel({ name: 'native', factory: nativeEngines(files), files, folder });
  const done = (what) => process.stdout.write(JSON.stringify(what) + '\\n');
  const spec = {
    name: 'ages',
    from: { segment: 'all' },
    columns: [
      { name: 'customer', treatment: { kind: 'hash' } },
      { name: 'age', tag: 'age', treatment: { kind: 'generalise', to: { width: 10 } } },
    ],
    purpose: 'test',
    basis: 'ownUse',
    recipient: { name: 'data', kind: 'inside' },
    expires: '2026-12-31',
    quasi: ['age'],
  };
  async function main() {
    await call('workspace.open', { file: grant(join(folder, 'w.huaxiang')) });
    done({ ready: true });
    for (let turn = 0; ; turn++) {
      const name = 'r' + round + '-' + turn + '.hxpkg';
      const { id } = await call('exports.write', { spec, file: grant(join(folder, name)) });
      done({ id, name });
      await call('customers.unmask', { customer: 'P' + (1000 + (turn % 240)), field: 'mobile', reason: 'round ' + round + ' turn ' + turn });
      done({ reason: 'round ' + round + ' turn ' + turn });
    }
  }
  void main();`;

beforeAll(async () => {
  const files = new NodeFiles();
  const test = await openExportBank({ name: 'native', factory: nativeEngines(files), files, folder });
  await test.call('workspace.saveAs', { file: test.grant(workspace) });
  await test.kernel.close();
  script = await childScript(WORK);
}, 120_000);
afterAll(() => {
  script.remove();
  rmSync(folder, { recursive: true, force: true });
});

it(`killed at ${ROUNDS} random moments of exporting, no half package has its name, the chain holds, and nothing acknowledged is lost`, async () => {
  const figures = { exports: 0, looks: 0, ahead: 0, noFile: 0, strays: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const moment = { lines: 1 + (round % MOST_LINES), ms: Math.random() * LONGEST_MS };
    const said = (await killedAfter(script.path, [folder, String(round)], moment)).filter(isWhole);
    const acknowledged = said.map((line) => JSON.parse(line) as { id?: string; name?: string; reason?: string });
    const files = new NodeFiles();
    const { call, kernel, grant } = startKernel({ name: 'native', factory: nativeEngines(files), files, folder });
    await call('workspace.open', { file: grant(workspace) });
    expect((await call('audit.verify', {})).broken).toBeNull();
    expect((await call('audit.state', {})).anchor).toBeNull();
    const filter = { actions: ['export.write' as const, 'customer.unmask' as const] };
    const { total, entries } = await call('audit.list', { offset: 0, limit: 1000, filter });
    const details = entries.map(({ detail }) => JSON.parse(detail) as { export?: string; reason?: string });
    const exported = await call('exports.list', {});
    for (const { id, name, reason } of acknowledged) {
      if (id !== undefined) {
        expect(details.some((detail) => detail.export === id)).toBe(true);
        expect(exported.find((each) => each.id === id)?.state).toBe('written');
        expect(existsSync(join(folder, name ?? ''))).toBe(true);
        figures.exports += 1;
      }
      if (reason !== undefined) {
        expect(details.some((detail) => detail.reason === reason)).toBe(true);
        figures.looks += 1;
      }
    }
    const packages = readdirSync(folder).filter((name) => name.startsWith(`r${round}-`));
    for (const name of packages) {
      const { findings, manifest } = readPackage(readFileSync(join(folder, name)));
      expect(findings).toEqual([]);
      expect(exported.find((each) => each.id === manifest?.id)?.state).toBe('written');
    }
    const acknowledgedPackages = acknowledged.filter(({ id }) => id !== undefined).length;
    figures.ahead += packages.length - acknowledgedPackages;
    figures.strays += readdirSync(folder).filter((name) => name.startsWith('.huaxiang.')).length;
    figures.noFile = exported.length - readdirSync(folder).filter((name) => /^r\d+-\d+\.hxpkg$/.test(name)).length;
    expect(total).toBeGreaterThanOrEqual(figures.exports);
    await kernel.close();
  }
  await expectSwept();
  expect(figures.exports).toBeGreaterThan(0);
  expect(figures.looks).toBeGreaterThan(0);
  if (process.env.HUAXIANG_KILLS !== undefined) process.stdout.write(`${JSON.stringify({ rounds: ROUNDS, ...figures })}\n`);
}, 1_800_000);

/** What killed processes left half written is gone once something is written to the folder. */
async function expectSwept(): Promise<void> {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const half = (await unfinishedBeside(join(folder, 'half.hxpkg'), 'tmp')).replace(`.${process.pid}-`, `.${pid}-`);
  writeFileSync(half, 'PK');
  writeFileSync(join(folder, '.huaxiang.mine.tmp'), 'not of this program');
  const files = new NodeFiles();
  await files.write(files.grant(join(folder, 'next.txt')), [Buffer.from('x')]);
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual(['.huaxiang.mine.tmp']);
}

/** A line that was cut by the end of the process was never read by anybody. */
function isWhole(line: string): boolean {
  return line.startsWith('{') && line.endsWith('}');
}
