import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NodeFiles } from '../../../electron/engine/nodeFiles';
import { onSmallDisk, withoutRights } from '../../support/child';

let folder = '';
const files = new NodeFiles();
const at = (name: string) => files.grant(join(folder, name));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'huaxiang-test-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function all(chunks: AsyncIterable<Uint8Array>): Promise<{ text: string; largest: number }> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return { text: Buffer.concat(parts).toString('utf8'), largest: Math.max(0, ...parts.map((part) => part.length)) };
}

test('a token tells nothing of the path, and a path has one token', () => {
  const token = at('secret.csv');
  expect(token).not.toContain('secret');
  expect(at('secret.csv')).toBe(token);
  expect(files.path(token)).toBe(join(folder, 'secret.csv'));
});

test('a token that was never granted is FILE_NOT_FOUND', async () => {
  await expect(files.info('made up')).rejects.toMatchObject({ error: { code: 'FILE_NOT_FOUND' } });
});

test('a token made elsewhere is taken over', async () => {
  files.adopt('from-main', join(folder, 'adopted.txt'));
  await files.write('from-main', [Buffer.from('x')]);
  expect(await files.info('from-main')).toMatchObject({ name: 'adopted.txt', size: 1 });
});

test('info gives name, size and time of the last change', async () => {
  writeFileSync(join(folder, '客户.csv'), 'abc');
  const info = await files.info(at('客户.csv'));
  expect(info).toMatchObject({ name: '客户.csv', size: 3 });
  expect(Math.abs(Date.now() - info.modified)).toBeLessThan(60_000);
});

test('reads a file in chunks of at most 1 MiB, whole and in ranges', async () => {
  writeFileSync(join(folder, 'big.txt'), `start${'x'.repeat(3_000_000)}end`);
  const whole = await all(files.read(at('big.txt')));
  expect(whole.text).toBe(readFileSync(join(folder, 'big.txt'), 'utf8'));
  expect(whole.largest).toBeLessThanOrEqual(1 << 20);
  expect((await all(files.read(at('big.txt'), { start: 2, end: 7 }))).text).toBe('artxx');
  expect((await all(files.read(at('big.txt'), { start: 3_000_005 }))).text).toBe('end');
  expect((await all(files.read(at('big.txt'), { start: 4, end: 4 }))).text).toBe('');
});

test.each([
  ['a missing file', 'missing', 'FILE_NOT_FOUND'],
  ['a folder', 'folder', 'FILE_NOT_REGULAR'],
  ['a device', '../../dev/null', 'FILE_NOT_REGULAR'],
  ['a socket', 'socket', 'FILE_NOT_REGULAR'],
  ['a name below a file', 'adopted.txt/x', 'FILE_NOT_FOUND'],
])('%s cannot be read: %s is %s', async (_, name, code) => {
  mkdirSync(join(folder, 'folder'), { recursive: true });
  const server = createServer().listen(join(folder, 'socket'));
  await once(server, 'listening');
  const file = name.startsWith('..') ? files.grant('/dev/null') : at(name);
  await expect(files.info(file)).rejects.toMatchObject({ error: { code } });
  await expect(all(files.read(file))).rejects.toMatchObject({ error: { code } });
  server.close();
});

test('writes a file whole, with nothing beside it, readable for its owner only', async () => {
  await files.write(at('new.bin'), [Buffer.from('one,'), Buffer.from('two')]);
  await files.write(at('new.bin'), [Buffer.from('three')]);
  expect(readFileSync(join(folder, 'new.bin'), 'utf8')).toBe('three');
  expect(readdirSync(folder).filter((name) => name.includes('new.bin'))).toEqual(['new.bin']);
});

test('a write that fails in the middle leaves the old file', async () => {
  await files.write(at('kept.bin'), [Buffer.from('old')]);
  async function* broken(): AsyncIterable<Uint8Array> {
    yield Buffer.from('new');
    throw new Error('the source broke');
  }
  await expect(files.write(at('kept.bin'), broken())).rejects.toThrow('the source broke');
  expect(readFileSync(join(folder, 'kept.bin'), 'utf8')).toBe('old');
  expect(readdirSync(folder).filter((name) => name.includes('kept'))).toEqual(['kept.bin']);
});

test('a write into a missing folder is FILE_NOT_FOUND, over a folder FILE_NOT_REGULAR', async () => {
  mkdirSync(join(folder, 'taken'), { recursive: true });
  await expect(files.write(at('none/a'), [])).rejects.toMatchObject({ error: { code: 'FILE_NOT_FOUND' } });
  await expect(files.write(at('taken'), [])).rejects.toMatchObject({ error: { code: 'FILE_NOT_REGULAR' } });
});

test('a name inside a folder stays inside', async () => {
  mkdirSync(join(folder, 'granted'), { recursive: true });
  const granted = at('granted');
  await files.write(files.inside(granted, 'a.csv'), [Buffer.from('x')]);
  expect(readFileSync(join(folder, 'granted', 'a.csv'), 'utf8')).toBe('x');
  for (const name of ['../a', '..', '.', '', 'x/y', '/etc/passwd', 'a\0b']) {
    expect(() => files.inside(granted, name)).toThrow(
      expect.objectContaining({ error: expect.objectContaining({ code: 'FILE_NOT_FOUND' }) }),
    );
  }
});

test('removes a file, and one that is not there without complaint', async () => {
  await files.write(at('gone'), []);
  await files.remove(at('gone'));
  await files.remove(at('gone'));
  expect(await files.exists(at('gone'))).toBe(false);
});

test('the bytes of a database that is open here are not read, under any of its names', async () => {
  const path = join(folder, 'open.huaxiang');
  writeFileSync(path, 'x');
  symlinkSync(path, join(folder, 'other name'));
  expect(files.hold(path)).toBe(true);
  expect(files.hold(path)).toBe(false);
  for (const name of ['open.huaxiang', 'other name']) {
    await expect(all(files.read(at(name)))).rejects.toMatchObject({ error: { code: 'NO_PERMISSION' } });
  }
  files.release(path);
  expect((await all(files.read(at('open.huaxiang')))).text).toBe('x');
});

test('a full disk is DISK_FULL and leaves the old file', async () => {
  const answer = await onSmallDisk(
    '4m',
    `import { readdirSync, readFileSync } from 'node:fs';
    import { NodeFiles } from '${process.cwd()}/electron/engine/nodeFiles';
    const files = new NodeFiles();
    const file = files.grant(disk + '/a');
    const big = Array.from({ length: 8 }, () => Buffer.alloc(1 << 20));
    files.write(file, [Buffer.from('old')]).then(() => files.write(file, big)).catch((cause) => {
      console.log(cause.error?.code ?? cause, readFileSync(disk + '/a', 'utf8'), readdirSync(disk).join());
    });`,
  );
  expect(answer).toBe('DISK_FULL old a');
});

test('a file and a folder that this user may not use are NO_PERMISSION', async () => {
  const place = mkdtempSync(join(tmpdir(), 'huaxiang-test-'));
  writeFileSync(join(place, 'closed'), 'x', { mode: 0o400 });
  chmodSync(place, 0o555);
  chmodSync(join(place, 'closed'), 0);
  const closed = files.grant(join(place, 'closed'));
  const added = files.grant(join(place, 'new'));
  await withoutRights(async () => {
    await expect(all(files.read(closed))).rejects.toMatchObject({ error: { code: 'NO_PERMISSION' } });
    await expect(files.write(added, [])).rejects.toMatchObject({ error: { code: 'NO_PERMISSION' } });
    await expect(files.remove(closed)).rejects.toMatchObject({ error: { code: 'NO_PERMISSION' } });
  });
  chmodSync(place, 0o755);
  rmSync(place, { recursive: true });
});
