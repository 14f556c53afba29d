import { expect, test } from 'vitest';
import { ext4Refusal, onSmallDisk } from '../../support/child';

const REFUSAL = await ext4Refusal();

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

test('an ext4 disk that fills up costs nothing, lets the workspace be closed, and takes the import once there is room', async ({
  skip,
}) => {
  skip(REFUSAL !== null, REFUSAL ?? '');
  const root = process.cwd();
  const answer = await onSmallDisk(
    '24m',
    `import { rmSync, statfsSync, writeFileSync } from 'node:fs';
    import { dirname } from 'node:path';
    import { nativeEngines } from '${root}/electron/engine/nativeEngine';
    import { NodeFiles } from '${root}/electron/engine/nodeFiles';
    import { startKernel } from '${root}/test/support/kernel';
    async function main() {
      const files = new NodeFiles();
      const folder = dirname(disk);
      // What has no room begins only where a host cannot say what is free.
      const { free } = files;
      files.free = async () => null;
      const { call, failure, grant } = startKernel({ name: 'native', factory: nativeEngines(files), files, folder });
      const file = grant(disk + '/w.huaxiang');
      const rows = async () => (await call('tables.list', {})).map(({ name, rows }) => name + ' ' + rows).join(' ');
      const load = (table, count) => {
        const path = folder + '/' + table + '.csv';
        writeFileSync(path, 'id,text\\n' + Array.from({ length: count }, (_, id) => id + ',' + Math.random() + Math.random()).join('\\n'));
        return { file: grant(path), table };
      };
      await call('workspace.create', { file });
      await call('imports.run', load('kept', 1000));
      const { bavail, bsize } = statfsSync(disk);
      writeFileSync(disk + '/filler', Buffer.alloc(bavail * bsize - 2 ** 20));
      const big = load('big', 60_000);
      const { code } = await failure('imports.run', big);
      const closed = await call('workspace.close', {}).then(() => 'closed', (cause) => cause.error.code);
      await call('workspace.open', { file });
      const full = await rows();
      await call('workspace.close', {}).catch(() => undefined);
      rmSync(disk + '/filler');
      files.free = free;
      await call('workspace.open', { file });
      await call('imports.run', { ...big, table: 'again' });
      await call('workspace.close', {});
      await call('workspace.open', { file });
      console.log(JSON.stringify({ code, closed, full, after: await rows(), type: statfsSync(disk).type }));
      process.exit(0);
    }
    void main();`,
    'ext4',
  );
  // 0xEF53 is ext4's number.
  expect(JSON.parse(answer)).toEqual({
    code: 'DISK_FULL',
    closed: 'closed',
    full: 'kept 1000',
    after: 'again 60000 kept 1000',
    type: 0xef53,
  });
});
