import { fork } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { notFoundFault } from '#shared/engines/duckdbFault';
import {
  isLossy,
  type Rescue,
  type RescuedShare,
  type RescueMessage,
  type RescueOrder,
  rescuedShare,
  wholeName,
} from '#shared/model/rescue';
import { type RescueChild, rescueInProcess } from '../rescue/rescueInProcess';
import { type Call, neededText } from './call';
import { type KernelClient, progressLine } from './kernelClient';
import type { Output } from './output';
import { passphrases } from './passphrase';
import type { TextTable } from './textTable';

/** Works beside the kernel, which would open the workspace as it is. */
export async function runRescue(kernel: KernelClient, call: Call): Promise<Output> {
  const { console, exists } = kernel;
  const to = resolve(neededText(call, 'out'));
  if (!(await exists(call.first))) throw notFoundFault(call.first);
  const { present } = await passphrases(kernel, call);
  const { show, clear } = progressLine(console);
  const started = performance.now();
  const rescue = await rescueInProcess(startChild, {
    from: await realpath(call.first),
    to,
    signal: console.signal,
    ...(present === undefined ? {} : { passphrase: present }),
    onProgress: ({ fraction }) => show({ phase: 'rescue', fraction, seconds: (performance.now() - started) / 1000 }),
  }).finally(clear);
  console.writeError(`huaxiang: ${shareText(rescuedShare(rescue.tables))}\n`);
  for (const line of warnings(rescue)) console.writeError(`huaxiang: ${line}\n`);
  return { json: rescue, tables: rescueTables(rescue) };
}

/** The program that is built beside this one. */
function startChild(order: RescueOrder): RescueChild {
  const program = join(dirname(process.argv[1] ?? ''), 'rescue.cjs');
  const child = fork(program, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  child.send(order);
  return {
    onMessage: (listen) => void child.on('message', (message) => listen(message as RescueMessage)),
    onExit: (listen) => void child.once('exit', listen).once('error', listen),
    kill: () => void child.kill('SIGKILL'),
  };
}

function shareText({ rows, of, unknown }: RescuedShare): string {
  const tables = unknown === 0 ? '' : `; ${unknown === 1 ? 'one table does' : `${unknown} tables do`} not say how many it had`;
  return `${rows} of ${of} rows of the data came over${tables}`;
}

function warnings({ tables, log, customersError }: Rescue): string[] {
  const said = tables.filter(isLossy).map((table) => `${wholeName(table)}: ${lostText(table.lost)} could not be read`);
  if (log === 'unreadable') said.push('the log beside the file cannot be read, so the latest changes are missing');
  if (customersError) said.push(`the customers have to be set up anew: ${customersError.message}`);
  return said;
}

function lostText(lost: number | null): string {
  return lost === null ? 'its rows' : `${lost} ${lost === 1 ? 'row' : 'rows'}`;
}

function rescueTables({ tables }: Rescue): TextTable[] {
  return [{ header: ['table', 'rows', 'lost'], rows: tables.map((table) => [wholeName(table), table.rows, table.lost]) }];
}
