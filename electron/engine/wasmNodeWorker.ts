import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Worker as NodeWorker } from 'node:worker_threads';
import { AsyncDuckDB, DuckDBAccessMode, VoidLogger } from '@duckdb/duckdb-wasm';
import { fault } from '#shared/model/result';

/** In the worker: duckdb-wasm speaks as if it were in a browser, and would print errors with customers' values. */
const PRELUDE = `
  const { parentPort, workerData } = require('node:worker_threads');
  console.log = console.warn = console.error = () => undefined;
  globalThis.postMessage = (message, transfer) => parentPort.postMessage(message, transfer ?? []);
  parentPort.on('message', (data) => globalThis.onmessage({ data }));
  require(workerData);
`;

export interface WasmWorker {
  /** In memory and empty; `terminate` ends the worker. */
  readonly database: AsyncDuckDB;
  readonly stopped: Promise<void>;
}

/** The database in memory of a new worker thread. */
export async function startWasmWorker(): Promise<WasmWorker> {
  const dist = dirname(createRequire(import.meta.url).resolve('@duckdb/duckdb-wasm/dist/duckdb-node-eh.worker.cjs'));
  const worker = new NodeWorker(PRELUDE, { eval: true, workerData: join(dist, 'duckdb-node-eh.worker.cjs') });
  const stopped = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const database = new NodeDatabase(new VoidLogger(), asWebWorker(worker));
  await database.instantiate(join(dist, 'duckdb-eh.wasm'));
  await openEmpty(database);
  return { database, stopped };
}

/** Gives up what the worker held before. Writes to disk go straight through, without a cache in the worker. */
export async function openEmpty(database: AsyncDuckDB): Promise<void> {
  await database.open({ path: ':memory:', accessMode: DuckDBAccessMode.READ_WRITE, useDirectIO: true });
}

/** `AsyncDuckDB` leaves its callers waiting for ever when the worker has died; here they are told. */
class NodeDatabase extends AsyncDuckDB {
  #dead = false;

  protected override onError(): void {
    this.#dead = true;
    for (const task of this._pendingRequests.values()) task.promiseRejecter(engineStopped());
    this._pendingRequests.clear();
  }

  protected override postTask: AsyncDuckDB['postTask'] = async (task, transfer) => {
    if (this.#dead || this.isDetached()) throw engineStopped();
    return await super.postTask(task, transfer);
  };
}

function engineStopped(): Error {
  return fault('ENGINE_STOPPED', 'engine.crashed', {}, { hint: 'hint.openAgain' });
}

type WebWorker = NonNullable<ConstructorParameters<typeof AsyncDuckDB>[1]>;

/** The part of a browser's `Worker` that duckdb-wasm uses. */
function asWebWorker(worker: NodeWorker): WebWorker {
  const listeners = new Map<unknown, (value: unknown) => void>();
  const node = { message: 'message', error: 'error', close: 'exit' };
  const shim = {
    addEventListener(name: keyof typeof node, listener: (event: unknown) => void) {
      const onEvent = (value: unknown) => listener(name === 'message' ? { data: value } : value);
      listeners.set(listener, onEvent);
      worker.on(node[name], onEvent);
    },
    removeEventListener(name: keyof typeof node, listener: unknown) {
      const onEvent = listeners.get(listener);
      if (onEvent) worker.off(node[name], onEvent);
    },
    postMessage: (message: unknown, transfer: readonly ArrayBuffer[] = []) => worker.postMessage(message, transfer),
    terminate: () => void worker.terminate(),
  };
  return shim as unknown as WebWorker;
}
