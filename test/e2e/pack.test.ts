import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/setup/paths.mjs';

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
] as const)('the packed application cannot %s', async (_case, fuse, state) => {
  const wire = await getCurrentFuseWire(application);
  expect(wire[fuse]).toBe(state);
});

test.each(['main', 'preload', 'engine'])('all packages that %s loads at run time are packed', (program) => {
  const code = readFileSync(join(root, 'out', `${program}.cjs`), 'utf8');
  const loaded = [...code.matchAll(/\brequire\("((?:@[^/"]+\/)?[^/"]+)/g)].map(([, name]) => name ?? '');
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const known = [...Object.keys(dependencies), 'electron'];
  expect(loaded.filter((name) => !isBuiltin(name) && !known.includes(name))).toEqual([]);
});

test(
  'the packed application opens its window and walks every page without an error',
  async () => {
    const pictures = join(folder, 'pictures');
    const { code, output } = await runApplication(['--tour', pictures]);
    expect(output).toContain(' 0 failed, 0 console errors, 0 refused requests');
    expect(code).toBe(0);
    const names = readdirSync(pictures);
    expect(names.length).toBeGreaterThanOrEqual(20);
    for (const name of names) expect(statSync(join(pictures, name)).size).toBeGreaterThan(5_000);
  },
  10 * minute,
);

function runApplication(args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const env = { ...process.env, HUAXIANG_USER_DATA: join(folder, 'user') };
  const child = spawn(application, [...sandbox, ...args], { env, cwd: folder });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => output.push(String(data)));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output: output.join('') }));
  });
}
