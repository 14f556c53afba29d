import { QueryObserver } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { kernelMethods } from '#shared/rpc/contract';
import { askAgain, restsOnChanged } from '../../../renderer/engine/invalidation';
import { queryClient } from '../../../renderer/engine/queryClient';

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

test('a first answer that was on its way when something changed is not kept', async () => {
  let answerFirst = (_: string) => {};
  const asked = vi.fn(() => Promise.resolve('after'));
  asked.mockImplementationOnce(() => new Promise((resolve) => (answerFirst = resolve)));
  const observer = new QueryObserver(queryClient, { queryKey: ['tables.list', {}], queryFn: asked });
  const stop = observer.subscribe(() => undefined);
  askAgain(['tables']);
  await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe('after'));
  answerFirst('before');
  await Promise.resolve();
  expect(observer.getCurrentResult().data).toBe('after');
  expect(asked).toHaveBeenCalledTimes(2);
  stop();
});
