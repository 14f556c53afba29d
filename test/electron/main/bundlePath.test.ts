import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bundlePath } from '../../../electron/main/bundlePath';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'huaxiang-bundle-')));
const root = join(folder, 'page');
mkdirSync(join(root, 'assets'), { recursive: true });
mkdirSync(join(folder, 'page-secret'));
writeFileSync(join(root, 'index.html'), 'page');
writeFileSync(join(root, 'assets/图 1.js'), 'code');
writeFileSync(join(folder, 'secret.txt'), 'secret');
writeFileSync(join(folder, 'page-secret/secret.txt'), 'secret');
symlinkSync(join(folder, 'secret.txt'), join(root, 'link.txt'));
symlinkSync(folder, join(root, 'up'));
symlinkSync(join(root, 'index.html'), join(root, 'inner.html'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['/index.html', 'index.html'],
  ['/assets/%E5%9B%BE%201.js', 'assets/图 1.js'],
  ['/assets/../index.html', 'index.html'],
  ['/inner.html', 'index.html'],
])('%s is the file %s', async (pathname, file) => {
  expect(await bundlePath(root, pathname)).toEqual({ path: join(root, file) });
});

test.each([
  ['/../secret.txt', 403],
  ['/%2e%2e/secret.txt', 403],
  ['/..%2fsecret.txt', 403],
  ['/../page-secret/secret.txt', 403],
  ['/assets/../../secret.txt', 403],
  ['/link.txt', 403],
  ['/up/secret.txt', 403],
  ['/..%5csecret.txt', 400],
  ['/index.html%00', 400],
  ['/%', 400],
  ['/%252e%252e/secret.txt', 404],
  ['//etc/passwd', 404],
  ['/assets', 404],
  ['/missing.js', 404],
  ['/', 403],
])('%s is refused with %i', async (pathname, status) => {
  expect(await bundlePath(root, pathname)).toEqual({ status });
});
