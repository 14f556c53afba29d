import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { nodePorts } from '../../electron/engine/nodePorts';
import { createKernel, type Kernel } from '../../shared/kernel/kernel';
import type { EngineFactory, FileToken, SqlEngine, SqlValue } from '../../shared/kernel/ports';
import { Fault, type HuaxiangError } from '../../shared/model/result';
import { type KernelMethods, kernelMethods } from '../../shared/rpc/contract';
import type { CallContext, Input, Returns } from '../../shared/rpc/method';
import type { EngineUnderTest } from './engines';

export interface TestKernel {
  readonly kernel: Kernel;
  /** Calls a method as a client would, with its arguments checked; a fault is thrown. */
  call<K extends keyof KernelMethods>(
    method: K,
    args: Input<KernelMethods, K>,
    signal?: AbortSignal,
    progress?: CallContext['progress'],
  ): Promise<Returns<KernelMethods, K>>;
  /** The error of a call that must fail. */
  failure<K extends keyof KernelMethods>(
    method: K,
    args: Input<KernelMethods, K>,
    signal?: AbortSignal,
    progress?: CallContext['progress'],
  ): Promise<HuaxiangError>;
  grant(path: string): FileToken;
  /** The one number that a statement answers on the workspace's own database. */
  countBySql(sql: string, params: readonly SqlValue[]): Promise<number>;
}

/** A kernel on one engine, with real files and a real database. */
export function startKernel({ factory, files, folder }: EngineUnderTest): TestKernel {
  const log = createWriteStream(join(folder, 'kernel.log'), { flags: 'a' });
  let engine: SqlEngine | undefined;
  const watched: EngineFactory = {
    name: factory.name,
    open: async (file, settings) => {
      engine = await factory.open(file, settings);
      return engine;
    },
  };
  const countBySql: TestKernel['countBySql'] = async (sql, params) => {
    const connection = await engine?.connect();
    const table = await connection?.query(sql, params);
    await connection?.close();
    return Number(table?.columns[0]?.values[0]);
  };
  const kernel = createKernel(
    nodePorts(watched, files, (line) => log.write(`${line}\n`)),
    () => undefined,
  );
  const call: TestKernel['call'] = async (method, args, signal = new AbortController().signal, progress = () => undefined) => {
    const context: CallContext = { signal, progress };
    const checked = kernelMethods[method].args.parse(args);
    return (await kernel.handlers[method](checked as never, context)) as never;
  };
  const failure: TestKernel['failure'] = async (method, args, signal, progress) => {
    try {
      await call(method, args, signal, progress);
    } catch (cause) {
      if (cause instanceof Fault) return cause.error;
      throw cause;
    }
    throw new Error(`${method} did not fail`);
  };
  return { kernel, call, failure, countBySql, grant: (path) => files.grant(path) };
}
