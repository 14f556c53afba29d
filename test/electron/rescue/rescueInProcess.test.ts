import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RescueMessage, RescueOrder } from '#shared/model/rescue';
import { type RescueChild, rescueInProcess } from '../../../electron/rescue/rescueInProcess';

let folder: string;
let orders: RescueOrder[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'huaxiang-rescue-'));
  orders = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A real process that makes its folder, then does what `script` says; `skip` in it is what it is to leave out. */
function child(script: string): (order: RescueOrder) => RescueChild {
  return (order) => {
    orders.push(order);
    const program = `const { folder, skip } = JSON.parse(process.argv[1]);
      require('node:fs').mkdirSync(folder, { recursive: true });
      const tell = (message) => process.send(message);
      const crash = () => process.kill(process.pid, 'SIGSEGV');
      const reading = (what) => new Promise((resolve) => process.send({ kind: 'reading', what }, resolve));
      const stay = setInterval(() => undefined, 1000);
      (async () => { ${script} })();`;
    const made = spawn(process.execPath, ['-e', program, JSON.stringify(order)], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    return {
      onMessage: (listen) => void made.on('message', (message) => listen(message as RescueMessage)),
      onExit: (listen) => void made.once('exit', listen),
      kill: () => void made.kill('SIGKILL'),
    };
  };
}

const DONE = `tell({ kind: 'done', rescue: { tables: [], log: 'none', customersError: null, sealed: false } });`;
const asked = () => ({ from: join(folder, 'a.huaxiang'), to: join(folder, 'b.huaxiang') });

it('gives what a process found, and clears its folder away', async () => {
  expect(await rescueInProcess(child(DONE), asked())).toEqual({ tables: [], log: 'none', customersError: null, sealed: false });
  expect(readdirSync(folder)).toEqual([]);
});

it('leaves out what a process crashed over, and goes on', async () => {
  const script = `for (const what of ['catalogue', 'data.a', 'data.b', 'data.c'])
      if (!skip.includes(what)) { await reading(what); if (/[bc]$/.test(what)) return crash(); }
    ${DONE}`;
  await rescueInProcess(child(script), asked());
  expect(orders.map(({ skip }) => skip)).toEqual([[], ['data.b'], ['data.b', 'data.c']]);
  expect(readdirSync(folder)).toEqual([]);
});

it('gives up with one sentence where the catalogue itself ends every process', async () => {
  const outcome = rescueInProcess(child(`await reading('catalogue'); crash();`), asked());
  await expect(outcome).rejects.toMatchObject({ error: { code: 'WORKSPACE_DAMAGED', at: { file: 'a.huaxiang' } } });
  expect(orders).toHaveLength(1);
});

it('gives up where a process ends over the same thing although it was to leave it out', async () => {
  const outcome = rescueInProcess(child(`await reading('data.a'); crash();`), asked());
  await expect(outcome).rejects.toMatchObject({ error: { code: 'WORKSPACE_DAMAGED' } });
  expect(orders).toHaveLength(2);
});

it('says what a process says', async () => {
  const error = { code: 'DISK_FULL', message: 'The disk is full.' };
  const outcome = rescueInProcess(child(`tell({ kind: 'failed', error: ${JSON.stringify(error)} });`), asked());
  await expect(outcome).rejects.toMatchObject({ error });
});

it('starts no process when it was cancelled before', async () => {
  const outcome = rescueInProcess(child(DONE), { ...asked(), signal: AbortSignal.abort() });
  await expect(outcome).rejects.toMatchObject({ error: { code: 'CANCELLED' } });
  expect(orders).toEqual([]);
});

it('ends the process when it is cancelled', async () => {
  const cancelling = new AbortController();
  writeFileSync(join(folder, 'a.huaxiang'), 'x');
  const outcome = rescueInProcess(child(`await reading('data.a');`), { ...asked(), signal: cancelling.signal });
  while (!existsSync(orders[0]?.folder ?? '')) await new Promise((resolve) => setTimeout(resolve, 20));
  cancelling.abort();
  await expect(outcome).rejects.toMatchObject({ error: { code: 'CANCELLED' } });
  expect(readdirSync(folder)).toEqual(['a.huaxiang']);
});

it('says how far it is, and clears the other folder away that a process works in, also when it is cancelled', async () => {
  const other = join(folder, 'private');
  writeFileSync(join(folder, 'a.huaxiang'), 'x');
  const cancelling = new AbortController();
  const script = `require('node:fs').mkdirSync(${JSON.stringify(other)});
    tell({ kind: 'working', folder: ${JSON.stringify(other)} });
    tell({ kind: 'progress', progress: { fraction: 0.5, rows: 7 } });`;
  const told: unknown[] = [];
  const onProgress = (progress: unknown) => {
    told.push(progress);
    cancelling.abort();
  };
  const outcome = rescueInProcess(child(script), { ...asked(), signal: cancelling.signal, onProgress });
  await expect(outcome).rejects.toMatchObject({ error: { code: 'CANCELLED' } });
  expect(told).toEqual([{ fraction: 0.5, rows: 7 }]);
  expect(readdirSync(folder)).toEqual(['a.huaxiang']);
});
