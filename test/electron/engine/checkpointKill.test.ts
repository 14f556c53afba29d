import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { nativeEngines } from '../../../electron/engine/nativeEngine';
import { NodeFiles } from '../../../electron/engine/nodeFiles';
import { records } from '../../../shared/kernel/table';
import { childScript, killedAfter } from '../../support/child';

/** `HUAXIANG_KILLS=300` for the whole of it. */
const ROUNDS = Number(process.env.HUAXIANG_KILLS ?? 12);
const LONGEST_MS = 60;

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-checkpoint-'));
const workspace = join(folder, 'w.huaxiang');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Commits and says so, and moves the log into the file, by turns and without end. */
const WORK = `
  import { nativeEngines } from '${process.cwd()}/electron/engine/nativeEngine';
  import { NodeFiles } from '${process.cwd()}/electron/engine/nodeFiles';
  const files = new NodeFiles();
  async function main() {
    const engine = await nativeEngines(files).open(files.grant(process.argv[2]), {});
    const connection = await engine.connect();
    await connection.exec('CREATE TABLE IF NOT EXISTS kept(turn BIGINT, text VARCHAR)');
    const { columns } = await connection.query('SELECT coalesce(max(turn), 0)::INTEGER AS turn FROM kept');
    process.stdout.write('ready\\n');
    for (let turn = columns[0].values[0] + 1; ; turn++) {
      await connection.exec('INSERT INTO kept SELECT ' + turn + ', sha256(range::VARCHAR) FROM range(2000)');
      process.stdout.write(turn + '\\n');
      await connection.exec('CHECKPOINT');
    }
  }
  void main();`;

test('a process killed while it moves its log into the file loses nothing that was acknowledged, and leaves nothing half', async () => {
  const script = await childScript(WORK);
  let acknowledged = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const lines = await killedAfter(script.path, [workspace], { lines: 2, ms: Math.random() * LONGEST_MS });
    acknowledged = Math.max(acknowledged, ...lines.filter((line) => /^\d+$/.test(line)).map(Number));
    const files = new NodeFiles();
    const engine = await nativeEngines(files).open(files.grant(workspace), {});
    const connection = await engine.connect();
    const turns = records(await connection.query('SELECT turn, count(DISTINCT text) AS n FROM kept GROUP BY turn ORDER BY turn'));
    expect(turns.map(({ turn }) => Number(turn))).toEqual(Array.from(turns, (_, at) => at + 1));
    expect(turns.every(({ n }) => Number(n) === 2000)).toBe(true);
    expect(turns.length).toBeGreaterThanOrEqual(acknowledged);
    await engine.close();
  }
  script.remove();
  expect(acknowledged).toBeGreaterThanOrEqual(ROUNDS);
  if (process.env.HUAXIANG_KILLS !== undefined) process.stdout.write(`${ROUNDS} rounds, ${acknowledged} commits\n`);
}, 1_800_000);
