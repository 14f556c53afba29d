import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Cleaning, CleaningState, StepPreview } from '#shared/model/cleaning';
import { errorOf } from '#shared/model/result';
import { queryClient } from '../../../../../renderer/engine/queryClient';
import { CleaningPane } from '../../../../../renderer/features/data/cleaning/CleaningPane';
import { switchLanguage } from '../../../../../renderer/text';
import { connectKernel } from '../../../engine/support';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

const COLUMNS = [
  { name: 'id', type: 'integer' as const },
  { name: 'name', type: 'text' as const },
];
const CLEANING: Cleaning = {
  table: '',
  result: 'clean',
  steps: [
    { kind: 'trim', columns: ['name'] },
    { kind: 'dedupe', keys: ['id'], keep: 'last' },
  ],
};
const NOTHING: StepPreview = {
  rowsBefore: 7,
  rowsAfter: 7,
  changed: [],
  notRead: 0,
  examples: [],
  dropped: [],
  notReadValues: [],
  columnsBefore: COLUMNS,
};

let page: HTMLElement;
let root: Root;
let asked: Cleaning[];
let tables = 0;

beforeEach(() => {
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
  queryClient.clear();
  asked = [];
  // What was changed of a table's cleaning is kept, so each test has a table of its own.
  tables += 1;
});
afterEach(async () => {
  await act(async () => root.unmount());
  page.remove();
  await act(async () => switchLanguage('zh'));
});

const at = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
const click = (id: string) => act(async () => at(id)?.click());
const kinds = () => [...page.querySelectorAll('.hx-step-name')].map((name) => name.textContent?.replace(/\d+ .*/, '').trim());
const settle = (check: () => void) => act(async () => vi.waitFor(check));

async function show(state?: Partial<CleaningState>): Promise<void> {
  const table = `people${tables}`;
  const saved: CleaningState = { cleaning: { ...CLEANING, table }, version: 1, savedAt: '', run: null, ...state };
  connectKernel({
    'cleanings.list': async () => (state ? [saved] : []),
    'cleanings.preview': async ({ cleaning, upTo }) => {
      asked.push(cleaning);
      const steps = cleaning.steps
        .slice(0, (upTo ?? 0) + 1)
        .map(({ kind }) => (kind === 'dedupe' ? { ...NOTHING, rowsAfter: 5 } : NOTHING));
      return { steps, columns: COLUMNS, rows: 7 };
    },
  });
  await act(async () =>
    root.render(
      <QueryClientProvider client={queryClient}>
        <CleaningPane table={{ name: table, rows: 7, receipt: 1, columns: COLUMNS }} />
      </QueryClientProvider>,
    ),
  );
  await settle(() => expect(at('cleaning-pane')).not.toBeNull());
}

test('a step is added by its form, undone and done again', async () => {
  await show();
  expect(page.textContent).toContain('还没有清洗步骤');
  await click('step-add');
  expect(at('step-put')?.hasAttribute('disabled')).toBe(true);
  await act(async () =>
    at('step-columns')
      ?.querySelector('.ant-select-selector, .ant-select-content')
      ?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true })),
  );
  await settle(() => expect(at('step-columns-name')).not.toBeNull());
  expect(at('step-columns-id')).toBeNull();
  await click('step-columns-name');
  await click('step-put');
  await settle(() => expect(at('step-preview')).not.toBeNull());
  expect(asked.at(-1)?.steps).toEqual([{ kind: 'trim', columns: ['name'] }]);
  await click('cleaning-undo');
  expect(at('step-1')).toBeNull();
  await click('cleaning-redo');
  expect(at('step-1')?.textContent).toContain('name');
});

test('steps move by keys, are switched off and deleted, and the preview follows', async () => {
  await act(async () => switchLanguage('en'));
  await show({});
  await settle(() => expect(at('step-summary')?.textContent).toBe('rows: 7 → 5'));
  expect(at('cleaning-state')?.dataset.state).toBe('notApplied');
  const key = (id: string, init: KeyboardEventInit) =>
    act(async () => at(id)?.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })));
  await key('step-choose-2', { key: 'ArrowUp', altKey: true });
  await settle(() => expect(asked.at(-1)?.steps.map(({ kind }) => kind)).toEqual(['dedupe', 'trim']));
  expect(kinds()[0]).toMatch(/^1Remove duplicates/);
  expect(at('cleaning-state')?.dataset.state).toBe('notSaved');
  await click('step-switch-1');
  await settle(() => expect(asked.at(-1)?.steps[0]?.off).toBe(true));
  expect(at('step-1')?.dataset.off).toBe('true');
  await key('step-choose-1', { key: 'Delete' });
  expect(kinds()).toHaveLength(1);
  await click('cleaning-discard');
  expect(kinds()[0]).toMatch(/^1Trim blanks/);
});

test('a load that could not be cleaned is told with its sentence', async () => {
  const error = errorOf('UNKNOWN_COLUMN', 'cleaning.noColumn', { step: 2, column: 'id' });
  await show({ run: { version: 1, receipt: 4, rows: 5, steps: [], appliedAt: '', error } });
  expect(at('cleaning-failed')?.textContent).toContain('仍是回执 4 的数据');
  expect(at('cleaning-failed')?.textContent).toContain('第 2 步：此时没有列 id。');
});
