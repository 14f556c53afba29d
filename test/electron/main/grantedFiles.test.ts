import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { grantedResponse } from '../../../electron/main/grantedFiles';
import { createGrants, type Grants } from '../../../electron/main/grants';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'huaxiang-granted-')));
const file = join(folder, '客户.csv');
const demo = join(folder, 'demo');

let grants: Grants;
let token: string;

beforeEach(async () => {
  mkdirSync(demo, { recursive: true });
  writeFileSync(file, '0123456789');
  grants = createGrants(() => undefined);
  token = (await grants.open(file)).token;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a granted file is read as a whole, with its name and time of change', async () => {
  const response = await ask('GET', token);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-length')).toBe('10');
  expect(decodeURIComponent(response.headers.get('x-name') ?? '')).toBe('客户.csv');
  expect(Number(response.headers.get('x-modified'))).toBeGreaterThan(0);
  expect(await response.text()).toBe('0123456789');
});

test('HEAD gives the facts without the content', async () => {
  const response = await ask('HEAD', token);
  expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([200, '10', '']);
});

test.each([
  ['bytes=0-3', '0123', 'bytes 0-3/10'],
  ['bytes=4-', '456789', 'bytes 4-9/10'],
  ['bytes=8-100', '89', 'bytes 8-9/10'],
])('the range %s is %s', async (range, text, contentRange) => {
  const response = await ask('GET', token, { range });
  expect([response.status, response.headers.get('content-range'), await response.text()]).toEqual([206, contentRange, text]);
});

test.each(['bytes=10-', 'bytes=5-4', 'bytes=-3', 'bytes=0-1,3-4', 'lines=1-2'])(
  'the range %s cannot be satisfied',
  async (range) => {
    expect((await ask('GET', token, { range })).status).toBe(416);
  },
);

test('an empty file is an empty answer', async () => {
  writeFileSync(file, '');
  const response = await ask('GET', token);
  expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([200, '0', '']);
});

test('writing replaces the file as a whole and leaves no other file behind', async () => {
  const { token: writable } = await grants.create(join(demo, 'new.huaxiang'));
  const body = new ReadableStream({
    start(controller) {
      for (const part of ['one ', 'two']) controller.enqueue(new TextEncoder().encode(part));
      controller.close();
    },
  });
  expect((await ask('PUT', writable, {}, body)).status).toBe(204);
  expect(readFileSync(join(demo, 'new.huaxiang'), 'utf8')).toBe('one two');
  expect(readdirSync(demo)).toEqual(['new.huaxiang']);
});

test('a body that breaks off leaves the old file and no temporary one', async () => {
  const { token: writable } = await grants.open(file, { writable: true });
  const before = readdirSync(folder);
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode('half')),
    pull: (controller) => controller.error(new Error('cut off')),
  });
  expect((await ask('PUT', writable, {}, body)).status).toBe(500);
  expect(readFileSync(file, 'utf8')).toBe('0123456789');
  expect(readdirSync(folder)).toEqual(before);
});

test('a file granted for reading is neither written nor removed', async () => {
  expect((await ask('PUT', token, {}, null)).status).toBe(403);
  expect((await ask('DELETE', token)).status).toBe(403);
  expect(readFileSync(file, 'utf8')).toBe('0123456789');
});

test('a granted folder gives its own files by name and nothing else', async () => {
  writeFileSync(join(demo, 'a b.csv'), 'inner');
  const { token: inside } = await grants.open(demo, { writable: true });
  expect(await (await ask('GET', `${inside}/a%20b.csv`)).text()).toBe('inner');
  for (const name of ['..', '.', '', '..%2f客户.csv', '%5c', 'a%00', 'x/y', 'missing.csv', '%']) {
    expect((await ask('GET', `${inside}/${name}`)).status, name).toBe(404);
  }
  expect((await ask('GET', inside)).status).toBe(409);
  expect((await ask('DELETE', `${inside}/a%20b.csv`)).status).toBe(204);
  expect(readdirSync(demo)).not.toContain('a b.csv');
});

test('an unknown token and an unknown method are refused', async () => {
  expect((await ask('GET', 'guess')).status).toBe(404);
  expect((await ask('POST', token)).status).toBe(405);
});

function ask(
  method: string,
  address: string,
  headers: Record<string, string> = {},
  body: BodyInit | null = null,
): Promise<Response> {
  const init = { method, headers, ...(body === null ? {} : { body, duplex: 'half' }) };
  return grantedResponse(new Request(`http://bundle/granted/${address}`, init as RequestInit), address, grants);
}
