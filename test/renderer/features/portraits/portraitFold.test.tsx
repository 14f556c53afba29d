import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PortraitAnswer, PortraitTag } from '#shared/model/answers';
import { queryClient } from '../../../../renderer/engine/queryClient';
import { Portrait } from '../../../../renderer/features/portraits/Portrait';
import { setViewOptions } from '../../../../renderer/features/portraits/views/viewOptions';
import { connectKernel } from '../../engine/support';
import { tag } from './support';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
/** Nothing comes near what is on screen, so that no chart is drawn. */
vi.stubGlobal(
  'IntersectionObserver',
  class {
    observe = () => undefined;
    disconnect = () => undefined;
  },
);

const spec = { segment: 's', base: 'all', tags: 'published', unknown: 'apart', buckets: 'readable' } as const;
const named = (id: string, more: Partial<PortraitTag> = {}): PortraitTag => ({ ...tag, tag: id, name: id, ...more });
const noise = { state: 'insufficient', found: 1, needed: 30 } as const;
const answerOf = (tags: readonly PortraitTag[]): PortraitAnswer => ({
  segments: [{ id: 's', name: 's', n: 100 }],
  ceiling: null,
  tags,
  restsOn: { dataVersion: 1, receipts: [], definition: '', asOf: '', base: { name: 'all', n: 1000 }, engine: 'native' },
});

let page: HTMLElement;
let root: Root;
const at = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
const shown = () =>
  [...document.querySelectorAll<HTMLElement>('[data-testid^="portrait-tag-"]')].map(({ dataset }) =>
    dataset.testid?.replace('portrait-tag-', ''),
  );

beforeEach(() => {
  queryClient.clear();
  connectKernel({});
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
});

afterEach(async () => {
  await act(async () => root.unmount());
  page.remove();
});

const show = (tags: readonly PortraitTag[]) =>
  act(async () =>
    root.render(
      <QueryClientProvider client={queryClient}>
        <Portrait answer={answerOf(tags)} segment="s" name="s" spec={spec} stale={false} />
      </QueryClientProvider>,
    ),
  );

test('what the rule sets is folded apart from findings and from noise, and opens', async () => {
  await show([named('job'), named('city', { difference: noise }), named('age', { setByRule: true })]);
  expect(at('portrait-found')?.textContent).toContain('1');
  expect(shown()).toEqual(['job']);
  expect(at('portrait-set-by-rule')?.textContent).toMatch(/由分群规则决定|Set by the segment’s own rule/);
  expect(at('portrait-set-by-rule')?.textContent).toContain('1');
  await act(async () => at('portrait-set-by-rule')?.click());
  expect(shown()).toEqual(['job', 'age']);
  await act(async () => at('portrait-noise')?.click());
  expect(shown()).toEqual(['job', 'age', 'city']);
});

test('a portrait that finds nothing else says so, on the page and in words', async () => {
  await show([named('age', { setByRule: true })]);
  expect(page.querySelector('.por-none')?.textContent).toMatch(/除由分群规则决定|beyond what the segment’s own rule/);
  expect(at('portrait-words')?.textContent).toMatch(/除由分群规则决定|Apart from what its own rule sets/);
  expect(shown()).toEqual([]);
});

test('an overview of nothing else does not speak of too little data', async () => {
  await show([named('age', { setByRule: true })]);
  await act(async () => at('portrait-view-overview')?.click());
  expect(page.querySelector('.por-none')?.textContent).toMatch(
    /^(由分群规则决定的标签（1）不在总览里。|Tags that .+ are left out \(1\)\.)$/,
  );
});

test('a portrait of a rule that sets no tag has no such fold', async () => {
  await show([named('job')]);
  expect(at('portrait-set-by-rule')).toBeNull();
});

test('the table names what the rule sets', async () => {
  await show([named('job'), named('age', { setByRule: true })]);
  await act(async () => at('portrait-view-table')?.click());
  const names = [...page.querySelectorAll('tbody tr.ant-table-row')].map((row) => row.children[0]?.textContent);
  expect(new Set(names)).toEqual(new Set(['job', expect.stringMatching(/^age ?[（(].+[）)]$/)]));
});

test('what says the same as another is folded under its card, and opens', async () => {
  await show([
    named('age'),
    named('band', { repeats: 'age', difference: noise }),
    named('job'),
    named('city', { difference: noise }),
  ]);
  expect(at('portrait-found')?.textContent).toContain('2');
  expect(at('portrait-noise')?.textContent).toContain('1');
  expect(shown()).toEqual(['age', 'job']);
  const fold = at('portrait-repeats-age');
  expect(fold?.textContent).toMatch(/(说的是同一件事：|Says the same: )band$/);
  expect(fold?.title).toMatch(/tau/);
  expect(fold?.closest('[role="button"]')?.getAttribute('aria-expanded')).toBe('false');
  await act(async () => fold?.click());
  expect(fold?.closest('[role="button"]')?.getAttribute('aria-expanded')).toBe('true');
  expect(shown()).toEqual(['age', 'band', 'job']);
  expect(at('portrait-repeats-job')).toBeNull();
});

test('what repeats a tag that a search leaves out stands for itself', async () => {
  setViewOptions({ search: 'band' });
  await show([named('age'), named('band', { repeats: 'age' })]);
  expect(at('portrait-found')?.textContent).toContain('1');
  expect(shown()).toEqual(['band']);
  setViewOptions({ search: '' });
});

test('the table names what says the same, and the overview counts it apart', async () => {
  await show([named('age'), named('band', { repeats: 'age' })]);
  await act(async () => at('portrait-view-table')?.click());
  const names = [...page.querySelectorAll('tbody tr.ant-table-row')].map((row) => row.children[0]?.textContent);
  expect(new Set(names)).toEqual(new Set(['age', expect.stringMatching(/^band ?[（(].*age.*[）)]$/)]));
  await act(async () => at('portrait-view-overview')?.click());
  expect(page.querySelector('[data-testid="portrait-overview"], .por-none')?.textContent).toMatch(
    /同一件事的标签（1）|the same as another are left out \(1\)/,
  );
});
