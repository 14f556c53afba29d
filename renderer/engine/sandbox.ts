import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { errorOf, Fault, type HuaxiangError, type Result } from '#shared/model/result';
import { createClient } from '#shared/rpc/client';
import type { KernelEvents, KernelMethods } from '#shared/rpc/contract';
import type { CallOptions, Progress } from '#shared/rpc/method';
import type { KernelClient } from './connection';
import { domPort } from './domPort';
import type { KernelArgs, KernelMethod, KernelReturns } from './kernel';
import { queryClient } from './queryClient';

/** A kernel of its own in this page, for a file that nobody here vouches for: it sees no workspace, and ends with what it was made for. */
export interface Sandbox {
  call<K extends KernelMethod>(method: K, args: KernelArgs<K>, options?: CallOptions): Promise<Result<KernelReturns<K>>>;
  /** Tells its answers from those of another. */
  readonly key: string;
}

/** A sandbox for as long as the component is shown; null until there is one. */
export function useSandbox(): Sandbox | null {
  const [sandbox, setSandbox] = useState<Sandbox | null>(null);
  useEffect(() => {
    const started = startSandbox();
    setSandbox(started.sandbox);
    return started.end;
  }, []);
  return sandbox;
}

let made = 0;

function startSandbox(): { readonly sandbox: Sandbox; readonly end: () => void } {
  const key = `sandbox ${made++}`;
  const kernel = startKernel();
  const sandbox: Sandbox = {
    key,
    call: async (method, args, options) => (await kernel).client.call(method, args, options),
  };
  const end = () => {
    void kernel.then(({ stop }) => stop());
    queryClient.removeQueries({ queryKey: [key] });
  };
  return { sandbox, end };
}

async function startKernel(): Promise<{ readonly client: KernelClient; readonly stop: () => void }> {
  const { startWasmKernel } = await import('./wasmKernel');
  const { worker, port } = startWasmKernel();
  const client = createClient<KernelMethods, KernelEvents>(domPort(port));
  const stop = () => {
    worker.terminate();
    port.close();
    client.disconnect(errorOf('ENGINE_STOPPED', 'engine.gone', {}));
  };
  worker.addEventListener('error', stop, { once: true });
  return { client, stop };
}

/** A question to a sandbox as TanStack Query takes it. */
export function sandboxQuery<K extends KernelMethod>(
  sandbox: Sandbox,
  method: K,
  args: KernelArgs<K>,
  onProgress: (progress: Progress) => void = () => undefined,
) {
  return {
    queryKey: [sandbox.key, method, args] as const,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<KernelReturns<K>> => {
      const result = await sandbox.call(method, args, { signal, onProgress });
      if (!result.ok) throw new Fault(result.error);
      return result.value;
    },
  };
}

export interface SandboxAnswer<T> {
  readonly data: T | undefined;
  readonly error: HuaxiangError | undefined;
  readonly progress: Progress | undefined;
  readonly retry: () => void;
}

/** Asks a sandbox once. */
export function useSandboxAnswer<K extends KernelMethod>(
  sandbox: Sandbox,
  method: K,
  args: KernelArgs<K>,
): SandboxAnswer<KernelReturns<K>> {
  const [progress, setProgress] = useState<Progress>();
  const { data, error, refetch } = useQuery<KernelReturns<K>, Error>(sandboxQuery(sandbox, method, args, setProgress));
  const told = error instanceof Fault ? error.error : error ? ({ code: 'INTERNAL', message: error.message } as const) : undefined;
  return { data, error: told, progress, retry: () => void refetch() };
}
