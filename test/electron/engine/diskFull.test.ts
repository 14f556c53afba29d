import { expect, test } from 'vitest';
import { onSmallDisk } from '../../support/child';

test('a disk that fills up is DISK_FULL, and what was committed is there when the workspace is opened again', async () => {
  const answer = await onSmallDisk(
    '24m',
    `import { nativeEngines } from '${process.cwd()}/electron/engine/nativeEngine';
    import { NodeFiles } from '${process.cwd()}/electron/engine/nodeFiles';
    async function main() {
      const files = new NodeFiles();
      const factory = nativeEngines(files);
      const file = files.grant(disk + '/w.huaxiang');
      const engine = await factory.open(file, {});
      const connection = await engine.connect();
      await connection.exec('CREATE TABLE kept AS SELECT range AS a FROM range(1000)');
      const codes = [];
      for (let round = 0; round < 3; round++) {
        const code = await connection.exec('CREATE TABLE big' + round + ' AS SELECT hash(range) AS a, hash(range + 1) AS b FROM range(3000000)')
          .then(() => 'ok', (cause) => cause.error?.code ?? String(cause));
        codes.push(code);
        if (code !== 'ok') break;
      }
      await engine.close();
      const again = await factory.open(file, {});
      const table = await (await again.connect()).query('SELECT count(*)::INTEGER AS n FROM kept');
      await again.close();
      console.log(codes.at(-1), table.columns[0].values[0]);
    }
    void main();`,
  );
  expect(answer).toBe('DISK_FULL 1000');
});

test('a commit after which there is no room to move the log into the file is told as done, and is there when it is opened again', async () => {
  const answer = await onSmallDisk(
    '4m',
    `import { rmSync, statfsSync, writeFileSync } from 'node:fs';
    import { nativeEngines } from '${process.cwd()}/electron/engine/nativeEngine';
    import { NodeFiles } from '${process.cwd()}/electron/engine/nodeFiles';
    async function main() {
      const files = new NodeFiles();
      const open = () => nativeEngines(files).open(files.grant(disk + '/w.huaxiang'), {});
      const engine = await open();
      const connection = await engine.connect();
      await connection.exec("CREATE TABLE kept(a BIGINT); CHECKPOINT; SET GLOBAL checkpoint_threshold = '1KB'");
      const { bavail, bsize } = statfsSync(disk);
      writeFileSync(disk + '/filler', Buffer.alloc(bavail * bsize - 200 * 1024));
      await connection.exec('BEGIN');
      await connection.exec('INSERT INTO kept SELECT (hash(range) % 1000)::BIGINT FROM range(10000)');
      const code = (cause) => cause.error?.code ?? String(cause);
      const committed = await connection.exec('COMMIT').then(() => 'done', code);
      const next = await connection.query('SELECT 1').then(() => 'answered', code);
      const other = await engine.connect().then(() => 'connected', code);
      await engine.close();
      rmSync(disk + '/filler');
      const again = await open();
      const table = await (await again.connect()).query('SELECT count(*)::INTEGER AS n FROM kept');
      await again.close();
      console.log(committed, next, other, table.columns[0].values[0]);
    }
    void main();`,
  );
  expect(answer).toBe('done ENGINE_STOPPED ENGINE_STOPPED 10000');
});
