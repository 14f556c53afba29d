/** The message that gives the worker its end of the line. */
export interface KernelWorkerStart {
  readonly kind: 'start';
  readonly port: MessagePort;
}

/** Starts the kernel in a worker of this page and answers this page's end of the line to it. */
export function startWasmKernel(): MessagePort {
  const worker = new Worker(new URL('./kernelWorker.ts', import.meta.url), { type: 'module', name: 'kernel' });
  const { port1, port2 } = new MessageChannel();
  const start: KernelWorkerStart = { kind: 'start', port: port2 };
  worker.postMessage(start, [port2]);
  return port1;
}
