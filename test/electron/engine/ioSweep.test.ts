import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import JSZip from 'jszip';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Fault } from '#shared/model/result';
import { readPackage } from '#shared/package/readPackage';
import { nativeEngines } from '../../../electron/engine/nativeEngine';
import { NodeFiles } from '../../../electron/engine/nodeFiles';
import { type RescueTeller, rescueWorkspace } from '../../../electron/engine/rescueWorkspace';
import { vaultEngines } from '../../../electron/engine/vault';
import { sweepUnfinished, unfinishedBeside } from '../../../electron/folder/unfinished';
import { COARSE, openExportBank, PEOPLE } from '../../support/exportBank';
import { type DiskError, type DiskFault, withFailingDisk } from '../../support/failingDisk';
import { startTagKernel, type TagKernel } from '../../support/tagKernel';

/** Of a process that is gone. */
const deadPid = spawnSync(process.execPath, ['-e', '']).pid;
const PASSPHRASE = 'correct horse battery';
const folder = mkdtempSync(join(tmpdir(), 'huaxiang-sweep-'));
const workspace = join(folder, 'w.huaxiang');
const gbk = join(folder, 'gbk.csv');
const damaged = join(folder, 'damaged.huaxiang');
const at = (name: string) => join(folder, name);

function start(): TagKernel {
  const files = new NodeFiles();
  return startTagKernel({ name: 'native', factory: vaultEngines(nativeEngines(files), files), files, folder });
}

beforeAll(async () => {
  const files = new NodeFiles();
  const test = await openExportBank({ name: 'native', factory: nativeEngines(files), files, folder });
  await test.call('campaigns.save', { campaign: CAMPAIGN });
  await test.call('campaigns.release', { id: 'summer' });
  await test.call('workLists.open', { plan: PLAN });
  await test.call('workspace.saveAs', { file: test.grant(workspace) });
  await test.kernel.close();
  copyFileSync(workspace, damaged);
  writeFileSync(gbk, iconv.encode(`编号,城市\n${PEOPLE.map(({ id, city }) => `${id},${city}`).join('\n')}\n`, 'gbk'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CAMPAIGN = {
  id: 'summer',
  name: 'Summer',
  purpose: 'deposits',
  holdout: 0.2,
  arms: [{ variant: 'call', script: 'Dear {{name}}', unitCost: 2 }],
  from: '2026-06-01',
  to: '2026-07-31',
  metrics: [{ kind: 'conversion' as const, label: 'rich', of: { tag: 'balance' } }],
};
const PLAN = {
  campaign: 'summer',
  owner: 'name',
  branch: 'city',
  priority: 'balance',
  capacity: 1000,
  reason: 'holds {{balance}}',
  due: '2026-07-20',
};

const UNHEARD: RescueTeller = { reading: () => undefined, progress: () => undefined, working: () => undefined };

interface Operation {
  readonly name: string;
  /** Of the file; those of exports are kept, to be held to what is written down. */
  readonly ending?: string;
  /** Only every so many-th call fails, as a passphrase takes its time. */
  readonly step?: number;
  /** What is asked of a kernel that has the workspace open; it may leave the file that it is told. */
  run(kernel: TagKernel, n: number, file: string): Promise<unknown>;
  /** Whether it was done, by what a later opening finds; a half thing fails. */
  isDone(kernel: TagKernel, n: number, file: string): Promise<boolean>;
}

const OPERATIONS: readonly Operation[] = [
  {
    name: 'an import of text that is written anew',
    run: ({ call, grant }, n) => call('imports.run', { file: grant(gbk), table: `t${n}` }),
    isDone: async ({ call }, n) => {
      const found = (await call('tables.list', {})).find(({ name }) => name === `t${n}`);
      if (found) expect(found.rows).toBe(PEOPLE.length);
      return found !== undefined;
    },
  },
  {
    name: 'a definition that is saved',
    // The end of the chain is kept behind the answer: closing waits for it.
    run: async ({ call, kernel }, n) => {
      await call('segments.save', { segment: { id: `s${n}`, name: `S${n}`, who: { kind: 'all', rules: [] } } });
      await kernel.close();
    },
    isDone: async ({ call }, n) => (await call('segments.list', {})).some(({ segment }) => segment.id === `s${n}`),
  },
  {
    name: 'an export',
    ending: 'hxpkg',
    run: ({ call, grant }, _, file) => call('exports.write', { spec: COARSE, file: grant(file) }),
    isDone: async ({ call }, _, file) => {
      const written = (await call('exports.list', {})).filter(({ state }) => state === 'written');
      // What is there is whole, and nothing left that is not written down.
      expect(readdirSync(folder).filter((name) => name.endsWith('.hxpkg')).length).toBe(written.length);
      const { findings, manifest } = existsSync(file) ? readPackage(readFileSync(file)) : { findings: [], manifest: null };
      expect(findings).toEqual([]);
      if (manifest) expect(written.map(({ id }) => id)).toContain(manifest.id);
      return existsSync(file);
    },
  },
  {
    name: 'a report',
    run: ({ call, grant }, _, file) =>
      call('reports.portrait', {
        spec: { segment: 'all', base: 'all', tags: ['age'] } as never,
        format: 'html',
        file: grant(file),
      }),
    isDone: async (_kernel, _n, file) => {
      if (!existsSync(file)) return false;
      expect(readFileSync(file, 'utf8')).toMatch(/<\/html>\s*$/);
      return true;
    },
  },
  {
    name: 'a file of work orders',
    run: ({ call, grant }, _, file) => call('workLists.write', { campaign: 'summer', file: grant(file) }),
    isDone: async (_kernel, _n, file) => {
      if (!existsSync(file)) return false;
      expect(Object.keys((await JSZip.loadAsync(readFileSync(file))).files).length).toBeGreaterThan(0);
      return true;
    },
  },
  {
    name: 'a rescue',
    run: async (_kernel, _n, file) => {
      await rescueWorkspace({ from: damaged, to: file, folder: await unfinishedBeside(file, 'rescue'), skip: [] }, UNHEARD);
    },
    isDone: async (_kernel, _n, file) => existsSync(file) && (await holdsAll(file)),
  },
  {
    name: 'a copy',
    run: async ({ call, grant }, _, file) => {
      await call('workspace.saveAs', { file: grant(file) });
    },
    isDone: async (_kernel, _n, file) => existsSync(file) && (await holdsAll(file)),
  },
  {
    name: 'an encrypted copy',
    step: 10,
    run: async ({ call, grant }, _, file) => {
      await call('workspace.saveAs', { file: grant(file), passphrase: PASSPHRASE });
    },
    isDone: async (_kernel, _n, file) => existsSync(file) && (await holdsAll(file, PASSPHRASE)),
  },
];

/** Whether a file is a workspace with all that the first one had. */
async function holdsAll(path: string, passphrase?: string): Promise<boolean> {
  const kernel = start();
  try {
    const info = await kernel.call('workspace.open', { file: kernel.grant(path), ...(passphrase ? { passphrase } : {}) });
    expect(info.customers).toBe(PEOPLE.length);
    expect((await kernel.call('audit.verify', {})).broken).toBeNull();
    return true;
  } finally {
    await kernel.kernel.close();
  }
}

function expectOneSentence(cause: unknown, error: DiskError): void {
  if (!(cause instanceof Fault)) throw cause;
  expect(cause.error.code).toBe(error === 'EIO' ? 'DISK_FAILED' : 'DISK_FULL');
  expect(cause.error.hint).toMatch(/./);
  expect(cause.error.message).not.toContain('\n');
}

/** What lies beside the files that have a name of their own. */
function strays(): string[] {
  return readdirSync(folder).filter((name) => /^\.huaxiang|\.sidecar$|\.recovered$|\.wal$/.test(name));
}

const KINDS = [
  { error: 'EIO', stays: true },
  { error: 'ENOSPC', stays: false },
  { error: 'EIO', stays: false },
] as const;
/** Every call fails in one way, by turns; `HUAXIANG_FAULTS=200` for each in every way. */
const IS_WHOLE = process.env.HUAXIANG_FAULTS !== undefined;
const SWEEPS = IS_WHOLE ? [1, 2, 3] : [1];

/** One round: a fault, a new start, and what that finds. Answers which call failed; null where none did. */
async function round({ run, isDone, ending = 'out' }: Operation, number: number, fault: DiskFault): Promise<string | null> {
  const file = at(`${number}.${ending}`);
  const { outcome, failed } = await withWorkspace((kernel) => withFailingDisk(fault, () => run(kernel, number, file)));
  await withWorkspace(async (again) => {
    expect(await again.countBySql('SELECT count(*) FROM data.people', [])).toBe(PEOPLE.length);
    expect((await again.call('audit.verify', {})).broken).toBeNull();
    expect((await again.call('audit.state', {})).anchor).toBeNull();
    const done = await isDone(again, number, file);
    if (outcome.status === 'rejected') expectOneSentence(outcome.reason, fault.error);
    else expect(done, failed ?? 'none').toBe(true);
  });
  // Its own process would not take what it still makes for left.
  for (const name of strays()) renameSync(at(name), at(name.replace(`.${process.pid}-`, `.${deadPid}-`)));
  await sweepUnfinished(folder);
  expect(strays()).toEqual([]);
  if (ending === 'out') rmSync(file, { force: true });
  if (failed === null && outcome.status === 'rejected') throw outcome.reason;
  return failed;
}

async function withWorkspace<T>(work: (kernel: TagKernel) => Promise<T>): Promise<T> {
  const kernel = start();
  try {
    await kernel.call('workspace.open', { file: kernel.grant(workspace) });
    return await work(kernel);
  } finally {
    await kernel.kernel.close();
  }
}

describe.each(OPERATIONS)('a disk that fails at the n-th call of $name, for every n that there is', (operation) => {
  it.each(SWEEPS)(
    'leaves it done or not done, with one sentence (sweep %i)',
    async (sweep) => {
      let n = 1;
      const faultOf = () => ({ n, ...(KINDS[(n + sweep) % KINDS.length] ?? KINDS[0]) });
      const step = IS_WHOLE ? 1 : (operation.step ?? 4);
      while ((await round(operation, 1000 * sweep + n, faultOf())) !== null) n += step;
      expect(n).toBeGreaterThan(1);
      if (IS_WHOLE) process.stdout.write(`${operation.name}, sweep ${sweep}: ${n - 1} calls\n`);
    },
    600_000,
  );
});
