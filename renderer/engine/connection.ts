import { create } from 'zustand';
import type { Client } from '#shared/rpc/client';
import type { KernelEvents, KernelMethods } from '#shared/rpc/contract';
import type { ShellEvents, ShellMethods } from '#shared/rpc/shell';

export type KernelClient = Client<KernelMethods, KernelEvents>;
export type ShellClient = Client<ShellMethods, ShellEvents>;

/** `stopped`: the engine process died and a new one is on its way; `failed`: none will come. */
export type EngineState = 'starting' | 'ready' | 'stopped' | 'failed';

interface Connection {
  readonly engine: EngineState;
  readonly kernel: KernelClient | null;
  readonly shell: ShellClient | null;
}

/** The two lines out of this page: to the kernel and to the main process. */
export const useConnection = create<Connection>(() => ({ engine: 'starting', kernel: null, shell: null }));
