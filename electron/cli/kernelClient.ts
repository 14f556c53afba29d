import { createKernel } from '#shared/kernel/kernel';
import { Fault } from '#shared/model/result';
import { createClient } from '#shared/rpc/client';
import { type KernelEvents, type KernelMethods, kernelMethods } from '#shared/rpc/contract';
import { memoryPorts } from '#shared/rpc/memoryPort';
import type { Input, Progress, Returns } from '#shared/rpc/method';
import { serve } from '#shared/rpc/server';
import { nativeEngines } from '../engine/nativeEngine';
import { nodeAnchors } from '../engine/nodeAnchors';
import { NodeFiles } from '../engine/nodeFiles';
import { nodeKeyring } from '../engine/nodeKeyring';
import { nodePorts } from '../engine/nodePorts';
import { vaultEngines } from '../engine/vault';
import { wasmNodeEngines } from '../engine/wasmNode';
import type { Console } from './console';
import { keyFile } from './keyFile';

/** The kernel as a command sees it: every failure is thrown as a `Fault`. */
export interface KernelClient {
  /** Arguments may hold unchecked definitions: the contract checks them as it does the window's. */
  ask<K extends keyof KernelMethods>(
    method: K,
    args: Record<string, unknown>,
    onPhase?: (phase: string) => void,
  ): Promise<Returns<KernelMethods, K>>;
  grant(path: string): string;
  exists(path: string): Promise<boolean>;
  readonly console: Console;
}

interface KernelChoice {
  readonly engine: 'native' | 'wasm';
  readonly console: Console;
}

/** Runs `work` on a kernel of its own, which is closed, and its workspace released, whatever happens. */
export async function withKernel<T>({ engine, console }: KernelChoice, work: (kernel: KernelClient) => Promise<T>): Promise<T> {
  const files = new NodeFiles();
  const engines = vaultEngines(engine === 'wasm' ? wasmNodeEngines(files) : nativeEngines(files), files);
  await engines.sweep?.();
  const ports = nodePorts({
    engines,
    files,
    keys: nodeKeyring(keyFile(), { given: () => process.env.HUAXIANG_KEY_PASSPHRASE }),
    anchors: nodeAnchors(files, keyFile()),
    writeLog: (line) => console.writeError(`huaxiang: ${line}\n`),
  });
  const kernel = createKernel(ports, () => undefined);
  const [near, far] = memoryPorts();
  const logBug = (method: string, cause: unknown) => ports.log.error(method, cause);
  serve<KernelMethods, KernelEvents>(far, { methods: kernelMethods, handlers: kernel.handlers, logBug });
  const client = createClient<KernelMethods, KernelEvents>(near);
  try {
    return await work({
      grant: (path) => files.grant(path),
      exists: (path) => files.exists(files.grant(path)),
      console,
      async ask(method, args, onPhase = () => undefined) {
        const progress = progressLine(console);
        const onProgress = (step: Progress) => {
          progress.clear();
          onPhase(step.phase);
          progress.show(step);
        };
        const options = { signal: console.signal, onProgress };
        const result = await client.call(method, args as Input<KernelMethods, typeof method>, options);
        progress.clear();
        if (!result.ok) throw new Fault(result.error);
        return result.value;
      },
    });
  } finally {
    near.close();
    await kernel.close();
  }
}

/** Shows one line on a terminal, written over and over. */
export function progressLine({ showsProgress, writeError }: Console): {
  show(progress: Pick<Progress, 'phase' | 'fraction' | 'seconds'>): void;
  clear(): void;
} {
  if (!showsProgress) return { show: () => undefined, clear: () => undefined };
  const clearLine = '\r\u001b[K';
  return {
    show({ phase, fraction, seconds }) {
      const share = fraction === undefined ? '' : ` ${Math.round(fraction * 100)}%`;
      writeError(`${clearLine}${phase}${share} ${seconds.toFixed(0)} s`);
    },
    clear: () => writeError(clearLine),
  };
}
