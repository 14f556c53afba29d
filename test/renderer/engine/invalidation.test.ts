import { expect, test } from 'vitest';
import { kernelMethods } from '#shared/rpc/contract';
import { restsOnChanged } from '../../../renderer/engine/invalidation';

test.each([
  ['tables.list', ['tables'], true],
  ['entities.get', ['entities'], true],
  ['entities.check', ['entities'], false],
  ['entities.suggest', ['tables'], true],
  ['tables.page', ['imports'], true],
  ['tables.list', ['segments'], false],
  ['tags.distribution', ['entities'], true],
  ['rules.count', ['tags'], true],
  ['segments.list', ['tags'], false],
  ['portraits.compute', ['segments'], true],
  ['engine.status', ['workspace', 'tables', 'tags'], false],
] as const)('an answer of %s after a change of %s is asked again: %s', (method, changed, again) => {
  expect(restsOnChanged(method, changed)).toBe(again);
});

test('another workspace changes every answer about its contents', () => {
  const groups = ['imports', 'tables', 'entities', 'tags', 'rules', 'segments', 'portraits', 'customers', 'audit'];
  const contents = Object.keys(kernelMethods).filter((method) => groups.includes(method.split('.')[0] ?? ''));
  expect(contents.length).toBeGreaterThan(10);
  expect(contents.filter((method) => !restsOnChanged(method, ['workspace']))).toEqual([]);
});
