import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from '../../scripts/setup/paths.mjs';

const ROUNDS = 50;
const LONGEST_MS = 900;
const folder = mkdtempSync(join(tmpdir(), 'huaxiang-kill-'));
const workspace = join(folder, 'w.huaxiang');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly code: number | null;
  readonly output: string;
}

/** The command line in a process of its own, killed without warning after a while if it is not done by then. */
function run(args: readonly string[], killAfterMs?: number): Promise<Run> {
  return new Promise((resolve) => {
    const env = { ...process.env, HUAXIANG_KEY: join(folder, 'profile/identity.pem') };
    const child = spawn(process.execPath, [join(root, 'out/cli.cjs'), ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, output });
    });
  });
}

function write(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

test('a process killed while it imports, replaces a table or saves loses nothing that was acknowledged', async () => {
  const rows = Array.from({ length: 60_000 }, (_, index) => `${index},${index % 7}`).join('\n');
  const data = write('customers.csv', `id,kind\n${rows}\n`);
  const map = write('map.json', JSON.stringify({ customers: { table: 'customers', key: 'id' } }));
  expect((await run(['import', workspace, data, '--table', 'customers'])).code).toBe(0);
  expect((await run(['entities', workspace, '--apply', map])).code).toBe(0);

  const saved: string[] = [];
  let killed = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const who = { kind: 'tag', tag: 'kind', op: 'is', values: [round % 7] };
    const segment = write('segment.json', JSON.stringify({ id: `s${round}`, name: `S${round}`, who }));
    const wait = 100 + ((round * 373) % (LONGEST_MS - 100));
    const args =
      round % 2 === 0 ? ['import', workspace, data, '--table', `copy${round % 4}`] : ['segment', workspace, '--apply', segment];
    const { code } = await run(args, wait);
    if (code === null) killed += 1;
    if (code === 0 && round % 2 === 1) saved.push(`s${round}`);
    const listed = await run(['segment', workspace, '--list', '--json']);
    expect(listed.code).toBe(0);
    const ids = (JSON.parse(listed.output) as { segment: { id: string } }[]).map(({ segment }) => segment.id);
    expect(ids).toEqual(expect.arrayContaining(saved));
  }
  expect(killed).toBeGreaterThan(5);
  const count = await run(['count', workspace, '--rule', write('rule.json', '{"kind":"all","rules":[]}'), '--json']);
  expect(JSON.parse(count.output)).toMatchObject({ count: 60_000 });
}, 300_000);
