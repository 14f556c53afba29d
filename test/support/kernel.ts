import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { nodeAnchors } from '../../electron/engine/nodeAnchors';
import { nodeKeyring } from '../../electron/engine/nodeKeyring';
import { nodePorts } from '../../electron/engine/nodePorts';
import { createKernel, type Kernel } from '../../shared/kernel/kernel';
import type { EngineFactory, FileToken, Ports, SqlEngine, SqlValue } from '../../shared/kernel/ports';
import { records } from '../../shared/kernel/table';
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
  /** All cells of a relation as the database writes them, row by row. */
  textCells(from: string): Promise<(string | null)[][]>;
  /** The one number that a statement answers on the workspace's own database. */
  countBySql(sql: string, params: readonly SqlValue[]): Promise<number>;
}

/** What a test holds in its own hands. */
export type OwnPorts = Partial<Pick<Ports, 'keys' | 'lockMark'>>;

/** A kernel on one engine, with real files and a real database. */
export function startKernel({ factory, files, folder }: EngineUnderTest, own: OwnPorts = {}): TestKernel {
  const log = createWriteStream(join(folder, 'kernel.log'), { flags: 'a' });
  let engine: SqlEngine | undefined;
  const watched: EngineFactory = {
    ...factory,
    open: async (...asked) => {
      engine = await factory.open(...asked);
      return engine;
    },
  };
  const query = async (sql: string, params: readonly SqlValue[]) => {
    const connection = await engine?.connect();
    const table = await connection?.query(sql, params);
    await connection?.close();
    if (!table) throw new Error('no workspace is open');
    return table;
  };
  const countBySql: TestKernel['countBySql'] = async (sql, params) => Number((await query(sql, params)).columns[0]?.values[0]);
  const textCells: TestKernel['textCells'] = async (from) =>
    records(await query(`SELECT CAST(COLUMNS(*) AS VARCHAR) ${from}`, [])).map((row) =>
      Object.values(row).map((cell) => (cell === null ? null : String(cell))),
    );
  const kernel = createKernel(
    nodePorts({
      engines: watched,
      files,
      keys: nodeKeyring(join(folder, 'keys', 'own.pem')),
      anchors: nodeAnchors(files, join(folder, 'keys', 'own.pem')),
      writeLog: (line) => log.write(`${line}\n`),
      ...own,
    }),
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
  return { kernel, call, failure, countBySql, textCells, grant: (path) => files.grant(path) };
}
