import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nativeEngines } from '../../electron/engine/nativeEngine';
import { nodeAnchors } from '../../electron/engine/nodeAnchors';
import { NodeFiles } from '../../electron/engine/nodeFiles';
import { nodeKeyring } from '../../electron/engine/nodeKeyring';
import { nodePorts } from '../../electron/engine/nodePorts';
import { createKernel, type Kernel } from '../../shared/kernel/kernel';
import type { EngineFactory, SqlConnection, SqlEngine } from '../../shared/kernel/ports';
import type { CallContext } from '../../shared/rpc/method';

/** The kernel on a workspace file of its own, with a connection to the same database for the statements it is compared with. */
export interface BenchWorkspace {
  readonly kernel: Kernel;
  readonly connection: SqlConnection;
  readonly files: NodeFiles;
  readonly folder: string;
  /** The workspace's own file. */
  readonly path: string;
  /** Lets go of the file, so that another process can open it. */
  release(): Promise<void>;
  /** The same, and removes the folder. */
  close(): Promise<void>;
}

export const CALL: CallContext = { signal: new AbortController().signal, progress: () => undefined };

/** The mere reading of what every question about the order of events is about. */
export const READ_EVENTS_SQL = 'SELECT max(row), max(time), max(name) FROM tags.events';

/** The first day of events, a Monday, and the last one that counts. */
export const FIRST_DAY = '2024-01-01';
export const AS_OF = '2025-12-31';

/** Nearly every tag has 3% unknown values, made from hashes of the row's number. */
export const CATEGORY_TAGS = Array.from({ length: 25 }, (_, index) => `c${index}`);

/** Few whole numbers, many, amounts, amounts of which few are large, and days. */
export const NUMBER_TAGS = ['age', 'visits', 'balance', 'income', 'opened'];

/** Five arms of an experiment, and what came of it for one in twenty and for three in five. */
const EXPERIMENT_TAGS = {
  arm: "'a' || hash(i, 30) % 5",
  took: 'hash(i, 31) % 20 = 0',
  stayed: 'hash(i, 32) % 5 < 3',
};

/** A workspace of so many customers with these 30 tags and those of an experiment, and so many events of theirs, perhaps none. */
export async function customerWorkspace(customers: number, events: number): Promise<BenchWorkspace> {
  const workspace = await emptyWorkspace(nativeEngines);
  await addTable(workspace, 'customers', customersSql(customers));
  if (events > 0) await addTable(workspace, 'acts', eventsSql(events, customers));
  await workspace.kernel.handlers['entities.apply']({ map: { ...MAP, events: events > 0 ? MAP.events : [] } }, CALL);
  return workspace;
}

const MAP = {
  customers: { table: 'customers', key: 'id' },
  attributes: [],
  events: [{ table: 'acts', customer: 'customer', time: 'time', name: { column: 'act' }, props: ['product', 'amount'] }],
  balances: [],
  exposures: [],
  relations: [],
  asOf: AS_OF,
};

export async function emptyWorkspace(makeEngines: (files: NodeFiles) => EngineFactory): Promise<BenchWorkspace> {
  const folder = mkdtempSync(join(tmpdir(), 'huaxiang-bench-'));
  const files = new NodeFiles();
  let engine: SqlEngine | undefined;
  const made = makeEngines(files);
  const engines: EngineFactory = {
    name: made.name,
    async open(file, settings) {
      engine = await made.open(file, settings);
      return engine;
    },
  };
  const kernel = createKernel(
    nodePorts({
      engines,
      files,
      keys: nodeKeyring(join(folder, 'own.pem')),
      anchors: nodeAnchors(files, join(folder, 'own.pem')),
      writeLog: (line) => process.stderr.write(`${line}\n`),
    }),
    () => undefined,
  );
  const path = join(folder, 'bench.huaxiang');
  await kernel.handlers['workspace.create']({ file: files.grant(path) }, CALL);
  if (!engine) throw new Error('the workspace opened no engine');
  const connection = await engine.connect();
  let released: Promise<void> | undefined;
  const release = () => (released ??= connection.close().then(() => kernel.close()));
  const close = async () => {
    await release();
    rmSync(folder, { recursive: true, force: true });
  };
  return { kernel, connection, files, folder, path, release, close };
}

async function addTable({ kernel, connection, files, folder }: BenchWorkspace, table: string, sql: string): Promise<void> {
  const path = join(folder, `${table}.parquet`);
  await connection.exec(`COPY (${sql}) TO '${path}' (FORMAT parquet)`);
  await kernel.handlers['imports.run']({ file: files.grant(path), table, options: {} }, CALL);
  rmSync(path);
}

/** Two years of events, most of them of few customers; a fifth of the amounts are unknown. */
function eventsSql(events: number, customers: number): string {
  const share = (seed: number) => `(hash(i, ${seed}) % 1000000)::DOUBLE / 1000000`;
  const cells = [
    `'C' || (${share(1)} * ${share(2)} * ${customers})::BIGINT AS customer`,
    `TIMESTAMP '${FIRST_DAY}' + to_seconds((hash(i, 3) % 63072000)::BIGINT) AS time`,
    "['visit', 'view', 'apply', 'buy', 'redeem', 'call'][1 + (hash(i, 4) % 6)::INTEGER] AS act",
    "'p' || hash(i, 5) % 20 AS product",
    'CASE WHEN hash(i, 6) % 5 > 0 THEN (hash(i, 7) % 1000000)::DOUBLE / 100 END AS amount',
  ];
  return `SELECT ${cells.join(', ')} FROM range(${events}) AS r(i)`;
}

/** A query of so many rows, in SQL. */
export function customersSql(rows: number): string {
  const categories = CATEGORY_TAGS.map((name, seed) => `${known(seed)} 'v' || hash(i, ${seed}) % 10 END AS ${name}`);
  const cells = [
    "'C' || i AS id",
    ...categories,
    `${known(20)} (hash(i, 20) % 80)::INTEGER END AS age`,
    `${known(21)} (hash(i, 21) % 2000000)::BIGINT END AS visits`,
    `${known(22)} (hash(i, 22) % 100000000)::DOUBLE / 100 END AS balance`,
    `${known(24)} round(exp((hash(i, 24) % 1000000)::DOUBLE / 100000) * 100, 2) END AS income`,
    `${known(23)} DATE '2015-01-01' + (hash(i, 23) % 4000)::INTEGER END AS opened`,
    ...Object.entries(EXPERIMENT_TAGS).map(([name, sql]) => `${sql} AS ${name}`),
  ];
  return `SELECT ${cells.join(', ')} FROM range(${rows}) AS r(i)`;
}

function known(seed: number): string {
  return `CASE WHEN hash(i, ${seed + 100}) % 100 >= 3 THEN`;
}
