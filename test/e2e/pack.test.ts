import { execFile, spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkInstallation, writeList } from '../../resources/verifier/installation.mjs';
import { root } from '../../scripts/setup/paths.mjs';
import { until } from './support/until';

const folder = mkdtempSync(join(tmpdir(), 'packed-'));
const application = join(root, 'dist/linux-unpacked/huaxiang');
const minute = 60_000;
/** A fuse holds the character 0 or 1. */
const off = 48;
const on = 49;

beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['scripts/pack.mjs'], { cwd: root });
}, 5 * minute);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['run as plain Node', FuseV1Options.RunAsNode, off],
  ['take options of Node from the environment', FuseV1Options.EnableNodeOptionsEnvironmentVariable, off],
  ['be debugged from the command line', FuseV1Options.EnableNodeCliInspectArguments, off],
  ['load code from beside its archive', FuseV1Options.OnlyLoadAppFromAsar, on],
  ['load an archive of others where the system looks', FuseV1Options.EnableEmbeddedAsarIntegrityValidation, on],
  ['give addresses of files more than others', FuseV1Options.GrantFileProtocolExtraPrivileges, off],
  ['start from a snapshot of its own', FuseV1Options.LoadBrowserProcessSpecificV8Snapshot, off],
] as const)('the packed application cannot %s', async (_case, fuse, state) => {
  const wire = await getCurrentFuseWire(application);
  expect(wire[fuse]).toBe(state);
});

test('the bill of materials names every package with its licence and hash, and no address', () => {
  const text = readFileSync(join(root, 'dist/sbom.cdx.json'), 'utf8');
  const { components } = JSON.parse(text) as {
    components: { name: string; version: string; hashes?: { alg: string }[]; licenses?: object[] }[];
  };
  const names = components.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['@duckdb/node-api', '@duckdb/node-bindings', 'react', 'antd', 'electron-runtime']),
  );
  const packages = components.filter(({ name }) => name !== 'electron-runtime');
  expect(packages.filter(({ hashes }) => hashes?.[0]?.alg !== 'SHA-512').map(({ name }) => name)).toEqual([]);
  expect(text).not.toMatch(/https?:\/\/[^"]*\.tgz/);
});

test('the packed application is held to the list of its files, signed where there is a key, by itself and without itself', async () => {
  const installed = dirname(application);
  const { privateKey } = generateKeyPairSync('ed25519');
  expect(await checkInstallation(installed)).toEqual({ state: 'asPacked', signer: null, files: [] });
  expect(verified(installed)).toEqual({ code: 0, output: 'as it was packed; signed by nobody\n' });
  const copy = join(folder, 'installed');
  cpSync(join(installed, 'resources'), copy, { recursive: true });
  await writeList(copy, privateKey);
  const { signer } = await checkInstallation(copy);
  expect(verified(copy, '--signer', signer ?? '')).toMatchObject({ code: 0 });
  expect(verified(copy, '--signer', '0123456789abcdef')).toMatchObject({ code: 3 });
  const archive = readFileSync(join(copy, 'app.asar'));
  archive[archive.length >> 1] = (archive[archive.length >> 1] ?? 0) ^ 1;
  writeFileSync(join(copy, 'app.asar'), archive);
  writeFileSync(join(copy, 'added.js'), '');
  expect(verified(copy)).toEqual({
    code: 1,
    output: `added: added.js\nchanged: app.asar\nchanged after it was packed; signed by ${signer}\n`,
  });
  const list = readFileSync(join(copy, 'installation.json'), 'utf8');
  writeFileSync(join(copy, 'installation.json'), list.replace(/"app.asar":"./, '"app.asar":"x'));
  expect(verified(copy)).toMatchObject({ code: 3 });
});

function verified(...args: readonly string[]) {
  const script = join(root, 'resources/verifier/verifyInstallation.mjs');
  const { status, stdout } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  return { code: status, output: stdout };
}

test.each(['main', 'preload', 'engine'])('all packages that %s loads at run time are packed', (program) => {
  const code = readFileSync(join(root, 'out', `${program}.cjs`), 'utf8');
  const loaded = [...code.matchAll(/\brequire\("((?:@[^/"]+\/)?[^/"]+)/g)].map(([, name]) => name ?? '');
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const known = [...Object.keys(dependencies), 'electron', 'original-fs'];
  expect(loaded.filter((name) => !isBuiltin(name) && !known.includes(name))).toEqual([]);
});

test(
  'the packed application opens its window and walks every page without an error, and without a network to be had',
  async () => {
    const pictures = join(folder, 'pictures');
    const { code, output } = await runApplication(['--tour', pictures], { through: WITHOUT_NETWORK });
    expect(output).toContain(' 0 failed, 0 console errors, 0 refused requests');
    expect(code).toBe(0);
    const names = readdirSync(pictures);
    expect(names.length).toBeGreaterThanOrEqual(20);
    for (const name of names) expect(statSync(join(pictures, name)).size).toBeGreaterThan(5_000);
    if (WITHOUT_NETWORK.includes('strace')) expect(networkCalls()).toEqual([]);
  },
  10 * minute,
);

test.each([
  ['a debugger on a port', ['--remote-debugging-port=0']],
  ['a page without its rules', ['--disable-web-security']],
  ['another place for its settings', ['--user-data-dir=/tmp/elsewhere']],
  ['a proxy', ['--proxy-server=127.0.0.1:9']],
  ['flags of the script engine', ['--js-flags=--allow-natives-syntax']],
])('the packed application does not start with %s', async (_, args) => {
  const { code, output } = await runApplication(args);
  expect(output).toContain('is not allowed, as it would weaken the protection of the data');
  expect(code).toBe(2);
});

test('the packed application runs no code that the environment names', async () => {
  const [planted, mark] = [join(folder, 'planted.cjs'), join(folder, 'mark')];
  writeFileSync(planted, `require('node:fs').writeFileSync(${JSON.stringify(mark)}, 'ran')`);
  const env = { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require ${planted}` };
  // A forbidden switch ends it at once, after what the environment could have had it run.
  const { code } = await runApplication(['--js-flags=x', planted], { env });
  expect(code).toBe(2);
  expect(existsSync(mark)).toBe(false);
});

/** Whoever may not be another person than root has no sandbox to look at. */
test.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
  'the page of the packed application is in a sandbox, which an ordinary person cannot have taken away',
  async () => {
    const own = placeForNobody();
    const env = { HUAXIANG_USER_DATA: own, HOME: own, TMPDIR: own };
    const refused = await runApplication(['--no-sandbox'], { env, through: AS_NOBODY, asRoot: false });
    expect(refused).toMatchObject({ code: 2, output: expect.stringContaining('--no-sandbox is not allowed') });
    const child = spawn(AS_NOBODY[0] ?? '', [...AS_NOBODY.slice(1), reachable(), '--welcome'], {
      env: { ...process.env, ...env },
      stdio: 'ignore',
    });
    try {
      await until(() => {
        const page = processesOfNobody().find(({ command }) => command.includes('--type=renderer'));
        expect(page?.status).toMatch(/^Seccomp:\t2$/m);
        // Numbered from one of its own: it cannot see the others.
        expect(page?.status).toMatch(/^NSpid:\t\d+\t\d+\t1$/m);
      }, minute);
    } finally {
      for (const { pid } of processesOfNobody()) process.kill(pid, 'SIGKILL');
      child.kill('SIGKILL');
    }
  },
  3 * minute,
);

const NOBODY = 65534;
const AS_NOBODY = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];

function placeForNobody(): string {
  const own = mkdtempSync(join(tmpdir(), 'nobody-'));
  chownSync(own, NOBODY, NOBODY);
  return own;
}

/** The application where everybody may read it. */
function reachable(): string {
  const [program = '', ...args] = AS_NOBODY;
  if (spawnSync(program, [...args, 'test', '-x', application]).status === 0) return application;
  const copy = join(folder, 'application');
  chmodSync(folder, 0o755);
  cpSync(join(application, '..'), copy, { recursive: true });
  return join(copy, 'huaxiang');
}

/** The processes of the application that nobody runs. */
function processesOfNobody(): { readonly pid: number; readonly command: string; readonly status: string }[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      const [command, status] = ['cmdline', 'status'].map((file) => readFileSync(join('/proc', name, file), 'utf8'));
      const isTheirs = status?.includes(`Uid:\t${NOBODY}\t`) && command?.includes('huaxiang');
      return isTheirs ? [{ pid: Number(name), command: command ?? '', status: status ?? '' }] : [];
    } catch {
      return [];
    }
  });
}

const traced = join(folder, 'network.log');

/** As far as the machine has it: a place without any network, and a record of every call that would use one. */
const WITHOUT_NETWORK = [
  ...(works('unshare', '-n', 'true') ? ['unshare', '-n'] : []),
  ...(works('strace', '--seccomp-bpf', '-f', 'true')
    ? ['strace', '-f', '--seccomp-bpf', '-e', 'trace=connect,sendto,sendmsg,sendmmsg', '-o', traced]
    : []),
];

function works(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args).status === 0;
}

/** Calls that reached for a network. Chromium asks which address it would have, which sends nothing. */
function networkCalls(): string[] {
  const lines = readFileSync(traced, 'utf8').split('\n');
  return lines.filter((line) => /AF_INET/.test(line) && !/connect\(.*"2001:4860:4860::8888"/.test(line));
}

interface Run {
  readonly env?: Readonly<Record<string, string>>;
  /** Programs that start it. */
  readonly through?: readonly string[];
  readonly asRoot?: boolean;
}

function runApplication(
  args: readonly string[],
  { env = {}, through = [], asRoot = true }: Run = {},
): Promise<{ code: number | null; output: string }> {
  const sandbox = asRoot && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const [program = '', ...rest] = [...through, through.includes('setpriv') ? reachable() : application, ...sandbox, ...args];
  const child = spawn(program, rest, { env: { ...process.env, HUAXIANG_USER_DATA: join(folder, 'user'), ...env }, cwd: folder });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => output.push(String(data)));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output: output.join('') }));
  });
}
