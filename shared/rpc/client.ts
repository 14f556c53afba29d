import { errorOf, type HuaxiangError, type Result } from '../model/result';
import { type CallOptions, failure, type Input, type MethodMap, type Port, type Reply, type Returns } from './method';

/** The asking side of a contract. Calls never reject: every failure is data. */
export interface Client<M extends MethodMap, E extends Record<string, unknown>> {
  call<K extends keyof M & string>(method: K, args: Input<M, K>, options?: CallOptions): Promise<Result<Returns<M, K>>>;
  /** Returns the function that stops listening. */
  on<K extends keyof E & string>(event: K, listen: (payload: E[K]) => void): () => void;
  /** Ends every open call with this error; the port is gone. */
  disconnect(error: HuaxiangError): void;
}

interface OpenCall {
  readonly finish: (result: Result<unknown>) => void;
  readonly onProgress: CallOptions['onProgress'];
}

export function createClient<M extends MethodMap, E extends Record<string, unknown>>(port: Port): Client<M, E> {
  const open = new Map<number, OpenCall>();
  const listeners = new Map<string, Set<(payload: never) => void>>();
  let lastId = 0;

  port.listen((message) => receive(message as Reply));

  function receive(reply: Reply): void {
    if (reply.kind === 'event') {
      for (const listen of listeners.get(reply.event) ?? []) listen(reply.payload as never);
    } else if (reply.kind === 'progress') {
      open.get(reply.id)?.onProgress?.(reply.progress);
    } else {
      open.get(reply.id)?.finish(reply.result);
    }
  }

  function call(method: string, args: unknown, { signal, onProgress }: CallOptions = {}): Promise<Result<unknown>> {
    if (signal?.aborted) return Promise.resolve(failure(errorOf('CANCELLED', 'call.cancelled', {})));
    lastId += 1;
    const id = lastId;
    return new Promise((resolve) => {
      const cancel = () => port.post({ kind: 'cancel', id });
      const finish = (result: Result<unknown>) => {
        signal?.removeEventListener('abort', cancel);
        open.delete(id);
        resolve(result);
      };
      open.set(id, { finish, onProgress });
      signal?.addEventListener('abort', cancel, { once: true });
      port.post({ kind: 'call', id, method, args });
    });
  }

  return {
    call: (method, args, options) => call(method, args, options) as never,
    on(event, listen) {
      const group = listeners.get(event) ?? new Set();
      listeners.set(event, group.add(listen));
      return () => group.delete(listen);
    },
    disconnect(error) {
      for (const { finish } of [...open.values()]) finish(failure(error));
      port.close();
    },
  };
}
