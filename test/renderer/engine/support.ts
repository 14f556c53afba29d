import { createClient } from '#shared/rpc/client';
import { type KernelEvents, type KernelMethods, kernelMethods } from '#shared/rpc/contract';
import type { Handlers, Port } from '#shared/rpc/method';
import { type Server, serve } from '#shared/rpc/server';
import { useConnection } from '../../../renderer/engine/connection';

/** Two ends of one line inside this process; messages are copied and arrive later, as over a real port. */
function portPair(): [Port, Port] {
  const listeners = new Map<0 | 1, (message: unknown) => void>();
  const end = (own: 0 | 1): Port => ({
    post: (message) => {
      const copy = structuredClone(message);
      queueMicrotask(() => listeners.get(own === 0 ? 1 : 0)?.(copy));
    },
    listen: (receive) => {
      listeners.set(own, receive);
    },
    close: () => {
      listeners.delete(own);
    },
  });
  return [end(0), end(1)];
}

/** A kernel that answers only what the test gives it; the page's calls reach it over the real contract. */
export function connectKernel(handlers: Partial<Handlers<KernelMethods>>): Server<KernelEvents> {
  const [page, kernel] = portPair();
  useConnection.setState({ kernel: createClient(page), engine: 'ready' });
  return serve<KernelMethods, KernelEvents>(kernel, {
    methods: kernelMethods,
    handlers: handlers as Handlers<KernelMethods>,
    logBug: (_, cause) => String(cause),
  });
}
