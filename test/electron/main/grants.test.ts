import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createGrants, type Grant, type Grants } from '../../../electron/main/grants';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'huaxiang-grants-')));
const file = join(folder, '客户.csv');
writeFileSync(file, 'a\n');
mkdirSync(join(folder, 'inner'));

let announced: Grant[];
let grants: Grants;

beforeEach(() => {
  announced = [];
  grants = createGrants((grant) => announced.push(grant));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a grant shows a name and a token, and is announced with its real path', async () => {
  const link = join(folder, 'link.csv');
  symlinkSync(file, link);
  const granted = await grants.open(link);
  expect(granted).toEqual({ token: expect.stringMatching(/^[\w-]{22}$/), name: '客户.csv', directory: false });
  expect(announced).toEqual([{ token: granted.token, path: file, directory: false, writable: false }]);
  expect(grants.find(granted.token)).toEqual(announced[0]);
  expect(grants.find('guess')).toBeUndefined();
});

test('two grants of one file have different tokens', async () => {
  const [one, two] = [await grants.open(file), await grants.open(file)];
  expect(one.token).not.toBe(two.token);
  expect(grants.all()).toHaveLength(2);
});

test('a folder is granted as one', async () => {
  expect(await grants.open(join(folder, 'inner'))).toMatchObject({ name: 'inner', directory: true });
});

test('a new file needs a folder that is there, and may be written', async () => {
  const { token } = await grants.create(join(folder, 'inner/new.huaxiang'));
  expect(grants.find(token)).toMatchObject({ path: join(folder, 'inner/new.huaxiang'), writable: true });
  await expect(grants.create(join(folder, 'nowhere/new.huaxiang'))).rejects.toMatchObject({ error: { code: 'FILE_NOT_FOUND' } });
});

test('devices, sockets, missing files and misleading names are refused', async () => {
  const socket = join(folder, 'socket');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  const reversed = join(folder, 'report\u202evsc.exe');
  writeFileSync(reversed, '');
  const refusals = [
    ['/dev/null', 'FILE_NOT_REGULAR'],
    [socket, 'FILE_NOT_REGULAR'],
    [join(folder, 'gone.csv'), 'FILE_NOT_FOUND'],
    [reversed, 'FILE_UNREADABLE'],
  ] as const;
  for (const [path, code] of refusals) await expect(grants.open(path), path).rejects.toMatchObject({ error: { code } });
  expect(announced).toEqual([]);
  server.close();
});
