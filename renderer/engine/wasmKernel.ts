/** The message that gives the worker its end of the line. */
export interface KernelWorkerStart {
  readonly kind: 'start';
  readonly port: MessagePort;
}

/** A kernel in a worker of this page, with this page's end of the line to it. */
export interface WasmKernel {
  readonly worker: Worker;
  readonly port: MessagePort;
}

export function startWasmKernel(): WasmKernel {
  const worker = new Worker(new URL('./kernelWorker.ts', import.meta.url), { type: 'module', name: 'kernel' });
  const { port1, port2 } = new MessageChannel();
  const start: KernelWorkerStart = { kind: 'start', port: port2 };
  worker.postMessage(start, [port2]);
  return { worker, port: port1 };
}
