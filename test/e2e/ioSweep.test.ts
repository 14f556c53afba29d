import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/setup/paths.mjs';

/** `HUAXIANG_FAULTS=200` for the whole of it: each call fails in turn, up to the n-th. */
const MOST = Number(process.env.HUAXIANG_FAULTS ?? 12);
/** How far apart the calls are that fail when not all do. */
const STEP = process.env.HUAXIANG_FAULTS === undefined ? 5 : 1;
const ROWS = 20_000;

/** What the database asks the system for when it writes, and how that may fail. */
const FAULTS: readonly (readonly [calls: string, error: 'ENOSPC' | 'EIO'])[] = [
  ['write', 'ENOSPC'],
  ['write', 'EIO'],
  ['pwrite64', 'ENOSPC'],
  ['pwrite64', 'EIO'],
  ['fsync,fdatasync', 'EIO'],
  ['rename,ftruncate,unlink', 'EIO'],
];

const CALL_FAILED = 1;
const folder = mkdtempSync(join(tmpdir(), 'huaxiang-faults-'));
const at = (name: string) => join(folder, name);
const workspace = at('w.huaxiang');
const [traced, data] = [at('calls'), at('copy.csv')];
const env = { ...process.env, HUAXIANG_KEY: at('profile/identity.pem'), UV_THREADPOOL_SIZE: '1' };

interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly error: string;
}

function run(program: string, args: readonly string[]): Run {
  const { status, stdout, stderr } = spawnSync(program, args, { env, encoding: 'utf8' });
  return { code: status, output: stdout, error: stderr };
}

const cli = (...args: readonly string[]) => run(process.execPath, [join(root, 'out/cli.cjs'), ...args]);
const canTrace = run('strace', ['--seccomp-bpf', '-f', 'true']).code === 0;

/** The command line, of whose calls on the workspace the n-th of these fails in each of its threads. */
function withFault(n: number, [calls, error]: (typeof FAULTS)[number], args: readonly string[]): Run {
  const paths = [workspace, `${workspace}.wal`].flatMap((path) => ['-P', path]);
  const fault = ['-e', `trace=${calls}`, '-e', `inject=${calls}:error=${error}:when=${n}`];
  return run('strace', ['-f', '-o', traced, ...paths, ...fault, process.execPath, join(root, 'out/cli.cjs'), ...args]);
}

beforeAll(() => {
  const rows = Array.from({ length: ROWS }, (_, index) => `${index},${index % 7}`).join('\n');
  writeFileSync(data, `id,kind\n${rows}\n`);
  writeFileSync(at('map.json'), JSON.stringify({ customers: { table: 'customers', key: 'id' } }));
  writeFileSync(at('rule.json'), '{"kind":"all","rules":[]}');
  expect(cli('import', workspace, data, '--table', 'customers').code).toBe(0);
  expect(cli('entities', workspace, '--apply', at('map.json')).code).toBe(0);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the next start finds: the chain of the audit is whole, all customers are there, the import is there as a whole or not at all. */
function expectWhole({ code, error }: Run, table: string): void {
  const audit = cli('audit', workspace, '--json');
  expect(audit, table).toMatchObject({ code: 0, error: '' });
  const count = cli('count', workspace, '--rule', at('rule.json'), '--json');
  expect(JSON.parse(count.output)).toMatchObject({ count: ROWS });
  const copied = cli('sql', workspace, `SELECT count(*) AS n FROM ${table}`, '--json');
  if (copied.code === 0 || code === 0) expect(copied.output).toContain(`${ROWS}`);
  expect(readdirSync(folder).filter((name) => /^w\.huaxiang.|^\.huaxiang/.test(name))).toEqual([]);
  if (code === 0) return;
  expect(code, error).toBe(CALL_FAILED);
  // Beside what the log is told: one sentence, and what to do.
  const said = error.split('\n').filter((line) => line !== '' && !/^huaxiang: error [0-9a-f]{8} /.test(line));
  expect(said).toEqual([expect.stringMatching(/^huaxiang: The (disk|database engine) .*\(.*\)$/)]);
}

test.skipIf(!canTrace).each(FAULTS)(
  'where the n-th %s of the database is %s, what was acknowledged is there, and the workspace is whole',
  (...fault) => {
    const tables: string[] = [];
    for (let n = 1; n <= MOST; n += STEP) {
      const table = `${fault.join('_').replace(/\W/g, '_')}_${n}`;
      const outcome = withFault(n, fault, ['import', workspace, data, '--table', table]);
      if (!readFileSync(traced, 'utf8').includes('(INJECTED)')) break;
      tables.push(table);
      expectWhole(outcome, table);
    }
    expect(tables.length).toBeGreaterThan(0);
    if (STEP === 1) process.stdout.write(`${fault.join(' ')}: ${tables.length} faults\n`);
  },
  1_800_000,
);

test.skipIf(canTrace)('strace is not there: no call of the database is made to fail', () => undefined);
