import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { build } from 'vite';

/** Inside the project, so that packages are found. */
const CACHE = join(process.cwd(), 'node_modules', '.cache', 'huaxiang-test');

/**
 * Runs TypeScript in a Node process of its own on a disk of `size` (e.g. `8m`) that is in the variable `disk`, and gives what it
 * printed. The disk is a memory file system that only that process sees, or a file system of its own in a file.
 */
export async function onSmallDisk(size: string, code: string, kind: 'tmpfs' | 'ext4' = 'tmpfs'): Promise<string> {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'run-'));
  try {
    const script = await bundled(folder, `const disk = process.env.DISK ?? '';\n${code}`);
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    const { stdout } = await mounted({ kind, size, disk }, [process.execPath, script]);
    return stdout.trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Mount {
  readonly kind: 'tmpfs' | 'ext4';
  readonly size: string;
  readonly disk: string;
}

/** Runs a command in a view of the files of its own, in which there is such a disk. */
function mounted({ kind, size, disk }: Mount, command: readonly string[]) {
  const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  return promisify(execFile)('unshare', ['--mount', ...asRoot, 'sh', '-ec', `${MOUNTS[kind]}\nexec "$0" "$@"`, ...command], {
    env: { ...process.env, DISK: disk, SIZE: size },
  });
}

const MOUNTS = {
  tmpfs: 'mount -t tmpfs -o size="$SIZE" none "$DISK"',
  ext4: 'mkfs.ext4 -q -m 0 -O ^has_journal "$DISK.img" "$SIZE" >/dev/null\nmount -o loop "$DISK.img" "$DISK"',
} as const;

/** Why no file system can be mounted from a file here; null where one can. */
export async function ext4Refusal(): Promise<string | null> {
  if (process.platform !== 'linux') return 'only Linux mounts a file';
  const folder = mkdtempSync(join(tmpdir(), 'huaxiang-ext4-'));
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  try {
    await mounted({ kind: 'ext4', size: '8m', disk }, ['true']);
    return null;
  } catch (cause) {
    return `a file cannot be mounted: ${String((cause as { stderr?: string }).stderr ?? cause).trim()}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** TypeScript as a script that Node runs; `remove` it at the end. */
export async function childScript(code: string): Promise<{ readonly path: string; remove(): void }> {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'run-'));
  return { path: await bundled(folder, code), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs a script until it printed so many lines, ends it without warning some milliseconds later, and gives the lines. */
export async function killedAfter(
  script: string,
  args: readonly string[],
  { lines, ms }: { readonly lines: number; readonly ms: number },
): Promise<string[]> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  let timer: NodeJS.Timeout | undefined;
  child.stdout.on('data', (chunk) => {
    printed += chunk;
    if (printed.split('\n').length > lines) timer ??= setTimeout(() => child.kill('SIGKILL'), ms);
  });
  await once(child, 'close');
  clearTimeout(timer);
  return printed.split('\n');
}

async function bundled(folder: string, code: string): Promise<string> {
  const entry = join(folder, 'entry.ts');
  writeFileSync(entry, code);
  await build({
    configFile: 'vite.node.config.mts',
    logLevel: 'error',
    build: { outDir: folder, sourcemap: false, rolldownOptions: { input: { script: entry } } },
  });
  return join(folder, 'script.cjs');
}

/**
 * Runs TypeScript in Node processes of its own until each says something, then kills it without warning after a share of the time that it
 * has left; the first is let end by itself, which tells that time. Without shares the only one is killed at once.
 */
export async function killedAtShares(code: string, shares: readonly number[], between: () => Promise<void>): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'run-'));
  try {
    const script = await bundled(folder, code);
    const run = async (ms: number | null) => {
      const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
      const ended = once(child, 'exit');
      await Promise.race([once(child.stdout, 'data'), ended]);
      const said = performance.now();
      if (ms !== null) {
        await Promise.race([wait(ms), ended]);
        child.kill('SIGKILL');
      }
      await ended;
      const lived = performance.now() - said;
      await between();
      return lived;
    };
    const whole = await run(shares.length === 0 ? 0 : null);
    for (const share of shares) await run(share * whole);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs `work` with the rights of a user who owns nothing; without root's rights the tests' own user will do. */
export async function withoutRights<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return await work();
  process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

const NOBODY = 65534;

/** A second Node process with the file open in DuckDB, and something written that is only in its log. */
export async function lockInOtherProcess(path: string): Promise<{ pid: number; end(): Promise<void> }> {
  const script = `
    const { DuckDBInstance } = require('@duckdb/node-api');
    DuckDBInstance.create(${JSON.stringify(path)}).then(async (instance) => {
      const connection = await instance.connect();
      await connection.run('CREATE TABLE written_by_other(a INTEGER)');
      process.stdout.write('ready');
      process.stdin.once('end', () => { connection.closeSync(); instance.closeSync(); process.exit(0); }).resume();
    });`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [said] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => ['it ended'])]);
  if (String(said) !== 'ready') throw new Error(String(said));
  const end = async () => {
    const ended = once(child, 'exit');
    child.stdin.end();
    await ended;
  };
  return { pid: child.pid ?? 0, end };
}
