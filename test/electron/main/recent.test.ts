import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recentId, recentSchema, shownRecent, withRecent } from '../../../electron/main/recent';

const now = new Date('2026-11-23T10:00:00Z');

test('the workspace opened last comes first, once', () => {
  const list = ['/a', '/b', '/a'].reduce((before, path) => withRecent(before, path, now), withRecent([], '/c', now));
  expect(list.map(({ path }) => path)).toEqual(['/a', '/b', '/c']);
  expect(recentSchema.parse(list)).toEqual(list);
});

test('only the latest twelve are kept', () => {
  const paths = Array.from({ length: 20 }, (_, n) => `/workspace ${n}`);
  const list = paths.reduce((before, path) => withRecent(before, path, now), withRecent([], '/first', now));
  expect(list.map(({ path }) => path)).toEqual(paths.slice(-12).reverse());
});

test('the page learns name and shortened folder, and an id that tells no path', () => {
  const recent = { path: join(homedir(), '数据', 'bank.huaxiang'), openedAt: now.toISOString() };
  expect(shownRecent(recent)).toEqual({
    id: recentId(recent),
    name: 'bank.huaxiang',
    folder: join('~', '数据'),
    openedAt: recent.openedAt,
  });
  expect(recentId(recent)).toMatch(/^[0-9a-f]{16}$/);
  expect(shownRecent({ ...recent, path: `${homedir()}2/x.huaxiang` }).folder).toBe(`${homedir()}2`);
});
