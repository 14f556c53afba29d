import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CountAnswer } from '#shared/model/answers';
import { Fault } from '#shared/model/result';
import { isGroup, type Rule } from '#shared/model/rule';
import { queryClient } from '../../../../renderer/engine/queryClient';
import { type LiveCount, useLiveCount } from '../../../../renderer/features/segments/liveCount';
import type { DraftGroup } from '../../../../renderer/features/segments/ruleTree';
import { connectKernel } from '../../engine/support';
import { group, tag } from './support';

/** A count that tells the blocks apart: as many customers as there are values under it, plus a hundred for each level down. */
function answerFor(rule: Rule): CountAnswer {
  const blocks: { path: string; alone: number; cumulative: number; unknown: number }[] = [];
  const visit = (one: Rule, path: string): number => {
    const depth = path === '' ? 0 : path.split('.').length;
    const n = isGroup(one)
      ? one.rules.reduce((sum, child, index) => sum + visit(child, path === '' ? `${index}` : `${path}.${index}`), 0)
      : one.kind === 'tag'
        ? one.values.length
        : 1;
    blocks.push({ path, alone: n + depth * 100, cumulative: n, unknown: 0 });
    return n;
  };
  const count = visit(rule, '');
  return {
    count,
    base: 1000,
    blocks,
    restsOn: { dataVersion: 1, receipts: [1], definition: '', asOf: '', base: { name: 'all', n: 1000 }, engine: 'native' },
  };
}

let shown: LiveCount;
let draw: (root: DraftGroup) => void;
let unmount: () => void;
let release: (() => void) | undefined;

function Probe({ root }: { readonly root: DraftGroup }) {
  shown = useLiveCount(root);
  return null;
}

beforeEach(() => {
  release = undefined;
  queryClient.clear();
  connectKernel({
    'rules.count': async ({ rule }) => {
      if (JSON.stringify(rule).includes('"hold"')) await new Promise<void>((resolve) => (release = resolve));
      if (JSON.stringify(rule).includes('"bad"'))
        throw new Fault({ code: 'INVALID_RULE', message: 'bad value', at: { path: 'rule.rules.1.values' } });
      return answerFor(rule);
    },
  });
  const page = createRoot(document.createElement('div'));
  draw = (root) =>
    page.render(
      <QueryClientProvider client={queryClient}>
        <Probe root={root} />
      </QueryClientProvider>,
    );
  unmount = () => page.unmount();
});
afterEach(() => {
  unmount();
});

const settle = (check: () => void) => vi.waitFor(check, { timeout: 5000 });

test('numbers stand at their blocks although incomplete blocks before them are left out', async () => {
  draw(group('root', 'all', [tag('empty', []), group('g', 'any', [tag('hollow', []), tag('b', ['x', 'y'])]), tag('c', ['z'])]));
  await settle(() => expect(shown.answer?.count).toBe(3));
  expect([...shown.blocks].map(([id, { alone, path }]) => [id, alone, path])).toEqual([
    ['root', 3, ''],
    ['g', 102, '0'],
    ['b', 202, '0.0'],
    ['c', 101, '1'],
  ]);
  expect([...shown.incomplete]).toEqual(['empty', 'hollow']);
  expect(shown.stale).toBe(false);
});

test('the last numbers stay, marked stale, until the next are there', async () => {
  draw(group('root', 'all', [tag('a', ['x'])]));
  await settle(() => expect(shown.answer?.count).toBe(1));
  draw(group('root', 'all', [tag('a', ['x', 'hold'])]));
  await settle(() => expect(release).toBeDefined());
  expect(shown.stale).toBe(true);
  expect(shown.blocks.get('a')?.cumulative).toBe(1);
  release?.();
  await settle(() => expect(shown.blocks.get('a')?.cumulative).toBe(2));
  expect(shown.stale).toBe(false);
});

test('a fault is told with the block that has it, beside the last good numbers', async () => {
  draw(group('root', 'all', [tag('a', ['x'])]));
  await settle(() => expect(shown.answer?.count).toBe(1));
  draw(group('root', 'all', [tag('a', ['x']), tag('skipped', []), tag('c', ['bad'])]));
  await settle(() => expect(shown.error?.code).toBe('INVALID_RULE'));
  expect(shown.errorId).toBe('c');
  expect(shown.answer?.count).toBe(1);
});
