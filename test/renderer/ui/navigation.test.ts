import { beforeEach, expect, test } from 'vitest';
import { openPage, useNavigation } from '../../../renderer/ui/navigation';

const ids = () => useNavigation.getState().tabs.map(({ id }) => id);
const active = () => useNavigation.getState().active;

beforeEach(() => useNavigation.getState().closeAll());

test('a page has one tab, a named segment one of its own', () => {
  openPage({ page: 'data' });
  openPage({ page: 'segments', segment: 'a' });
  openPage({ page: 'segments', segment: 'b' });
  openPage({ page: 'segments', segment: 'a' });
  expect(ids()).toEqual(['data', 'segments:a', 'segments:b']);
  expect(active()).toBe('segments:a');
});

test('opening a table shows it in the one tab of data, and what the page said of itself stays', () => {
  openPage({ page: 'data', table: 'a' });
  useNavigation.getState().describe('data', { title: 'Tables' });
  openPage({ page: 'data', table: 'b' });
  expect(useNavigation.getState().tabs).toEqual([{ id: 'data', page: 'data', table: 'b', title: 'Tables' }]);
});

test.each([
  ['the active tab in the middle gives way to the next', 'tags', 'segments'],
  ['the active tab at the end gives way to the one before', 'portraits', 'segments'],
] as const)('%s', (_, page, next) => {
  for (const each of ['data', 'tags', 'segments', 'portraits'] as const) openPage({ page: each });
  openPage({ page });
  useNavigation.getState().close(page);
  expect(active()).toBe(next);
});

test('closing another tab leaves the active one', () => {
  openPage({ page: 'data' });
  openPage({ page: 'tags' });
  useNavigation.getState().close('data');
  expect([ids(), active()]).toEqual([['tags'], 'tags']);
});

test('closing the last tab leaves none', () => {
  openPage({ page: 'data' });
  useNavigation.getState().close('data');
  expect([ids(), active()]).toEqual([[], null]);
});

test('stepping goes around the ends', () => {
  for (const page of ['data', 'tags', 'segments'] as const) openPage({ page });
  useNavigation.getState().step(1);
  expect(active()).toBe('data');
  useNavigation.getState().step(-1);
  expect(active()).toBe('segments');
});
