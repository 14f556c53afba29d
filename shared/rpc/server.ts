import { errorOf, Fault, type HuaxiangError, type Result } from '../model/result';
import { type CallContext, failure, type Handlers, type MethodMap, type Port, type Request } from './method';
import { isBounded, readRequest } from './request';

export interface Server<E extends Record<string, unknown>> {
  emit<K extends keyof E & string>(event: K, payload: E[K]): void;
  /** Cancels every running call and closes the port. */
  close(): void;
}

interface ServerOptions<M extends MethodMap> {
  readonly methods: M;
  readonly handlers: Handlers<M>;
  /** Records a bug and returns the reference a user can quote. */
  readonly logBug: (method: string, cause: unknown) => string;
}

/** A page that asks for more at a time is out of order, or somebody else's. */
const MOST_RUNNING = 500;

/**
 * The answering side of a contract: checks the method's name and arguments before a handler sees them. What is no request at all
 * gets no answer.
 */
export function serve<M extends MethodMap, E extends Record<string, unknown>>(port: Port, options: ServerOptions<M>): Server<E> {
  const running = new Map<number, AbortController>();

  port.listen((message) => {
    const request = readRequest(message);
    if (request?.kind === 'cancel') running.get(request.id)?.abort();
    else if (request?.kind === 'call') void answer(request);
  });

  async function answer({ id, method, args }: Request & { kind: 'call' }): Promise<void> {
    if (running.has(id) || running.size >= MOST_RUNNING) {
      port.post({ kind: 'result', id, result: failure(errorOf('INVALID_REQUEST', 'method.running', { method })) });
      return;
    }
    const controller = new AbortController();
    running.set(id, controller);
    const started = performance.now();
    const context: CallContext = {
      signal: controller.signal,
      progress: (step) =>
        port.post({ kind: 'progress', id, progress: { ...step, seconds: (performance.now() - started) / 1000 } }),
    };
    const result = await runMethod(options, method, args, context);
    running.delete(id);
    port.post({ kind: 'result', id, result });
  }

  return {
    emit: (event, payload) => port.post({ kind: 'event', event, payload }),
    close() {
      for (const controller of running.values()) controller.abort();
      port.close();
    },
  };
}

async function runMethod<M extends MethodMap>(
  { methods, handlers, logBug }: ServerOptions<M>,
  name: string,
  args: unknown,
  context: CallContext,
): Promise<Result<unknown>> {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  if (!method || !handler) return failure(errorOf('UNKNOWN_METHOD', 'method.unknown', { method: name }));
  if (!isBounded(args)) return failure(errorOf('INVALID_REQUEST', 'method.large', { method: name }));
  const checked = method.args.safeParse(args);
  if (!checked.success) return failure(requestError(name, checked.error.issues[0]));
  try {
    return { ok: true, value: await handler(checked.data as never, context) };
  } catch (cause) {
    if (cause instanceof Fault) return failure(cause.error);
    const reference = logBug(name, cause);
    return failure(errorOf('INTERNAL', 'bug', { reference }, { hint: 'hint.reportReference' }));
  }
}

function requestError(name: string, issue: { path: PropertyKey[]; message: string } | undefined): HuaxiangError {
  const path = issue?.path.map(String).join('.') ?? '';
  return { code: 'INVALID_REQUEST', message: `${path || name}: ${issue?.message ?? 'invalid'}`, at: { path } };
}
