import { openEmpty, startWasmWorker, type WasmWorker } from '../../electron/engine/wasmNodeWorker';

/**
 * Starts workers as the product does, but keeps the one that ends last for the next to start: a worker costs seconds, and an
 * empty database in it is as good as new.
 */
export class WasmWorkers {
  #idle: { readonly worker: WasmWorker; readonly terminate: () => Promise<void> } | undefined;

  readonly start = async (): Promise<WasmWorker> => {
    const kept = this.#idle;
    this.#idle = undefined;
    if (!kept) {
      const worker = await startWasmWorker();
      return this.#lend(worker, worker.database.terminate.bind(worker.database));
    }
    await openEmpty(kept.worker.database);
    return this.#lend(kept.worker, kept.terminate);
  };

  async end(): Promise<void> {
    await this.#idle?.terminate();
    this.#idle = undefined;
  }

  #lend(worker: WasmWorker, terminate: () => Promise<void>): WasmWorker {
    const { database, stopped } = worker;
    const returned = new Promise<void>((resolve) => {
      let isDead = false;
      void stopped.then(() => {
        isDead = true;
        resolve();
      });
      database.terminate = async () => {
        if (isDead || this.#idle) await terminate();
        else this.#idle = { worker, terminate };
        resolve();
      };
    });
    return { database, stopped: returned };
  }
}
