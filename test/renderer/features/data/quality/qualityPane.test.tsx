import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { QualityAnswer, QualityCheck, QualityResult, QualityRuleState, Severity } from '#shared/model/quality';
import { errorOf } from '#shared/model/result';
import { queryClient } from '../../../../../renderer/engine/queryClient';
import { QualityPane } from '../../../../../renderer/features/data/quality/QualityPane';
import { switchLanguage } from '../../../../../renderer/text';
import { connectKernel } from '../../../engine/support';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

const TABLE = { name: 'loans', rows: 3000, receipt: 1, columns: [{ name: 'amount', type: 'number' as const }] };

let page: HTMLElement;
let root: Root;

beforeEach(() => {
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
  queryClient.clear();
});
afterEach(async () => {
  await act(async () => root.unmount());
  page.remove();
  await act(async () => switchLanguage('zh'));
});

function state(kind: 'notNull' | 'mobile', severity: Severity, result: QualityResult | null): QualityRuleState {
  const check: QualityCheck = { kind, column: 'amount' };
  return { rule: { id: `${kind}-${severity}`, table: 'loans', severity, check }, version: 1, savedAt: '', result };
}

/** Draws the pane over a kernel that knows these rules. */
async function show(rules: readonly QualityRuleState[], summary: Partial<QualityAnswer['tables'][number]> = {}): Promise<void> {
  const quality = { table: 'loans', score: 1, failedBlocks: 0, failedWarns: 0, errors: 0, notRun: 0, columns: [], ...summary };
  const answer: QualityAnswer = { dataVersion: 1, asOf: '2024-01-01', rules, tables: rules.length > 0 ? [quality] : [] };
  connectKernel({ 'quality.rules': async () => answer, 'tables.list': async () => [TABLE] });
  await act(async () =>
    root.render(
      <QueryClientProvider client={queryClient}>
        <QualityPane table={TABLE} />
      </QueryClientProvider>,
    ),
  );
  await act(async () => {
    await vi.waitFor(() => expect(page.querySelector('[data-testid="quality-pane"]')).not.toBeNull());
  });
}

const at = (id: string) => page.querySelector<HTMLElement>(`[data-testid="${id}"]`);

test('without rules the pane offers to suggest or add some', async () => {
  await show([]);
  expect(page.textContent).toContain('还没有质量规则');
  expect(at('quality-suggest')).not.toBeNull();
  await act(async () => at('quality-add')?.click());
  expect(document.querySelector('[data-testid="rule-save"]')?.hasAttribute('disabled')).toBe(true);
});

test('where every rule passed it says so calmly', async () => {
  await show([state('notNull', 'block', { state: 'passed', checked: 3000, failing: 0 })]);
  expect(at('quality-summary')?.dataset.level).toBe('good');
  expect(at('quality-summary')?.textContent).toContain('1 条规则全部通过');
  expect(at('failing-notNull')).toBeNull();
});

test('failures come first with their counts, and a score that is not perfect never reads as 100%', async () => {
  await act(async () => switchLanguage('en'));
  const passed = state('notNull', 'block', { state: 'passed', checked: 3000, failing: 0 });
  const failed = state('mobile', 'warn', { state: 'failed', checked: 3000, failing: 1 });
  const first = state('notNull', 'info', { state: 'failed', checked: 2999, failing: 2 });
  await show([passed, failed, first], { score: 0.99996, failedWarns: 1, columns: [{ column: 'amount', score: 0.99996 }] });
  expect(at('quality-summary')?.textContent).toContain('99.9%');
  expect(at('quality-summary')?.textContent).toContain('passed: 1 of 3 · warnings failed: 1 · info rules failed: 1');
  const states = [...page.querySelectorAll<HTMLElement>('[data-testid="rule-row-notNull"]')].map((row) => row.dataset.state);
  expect(states).toEqual(['failed', 'passed']);
  expect(page.querySelector('[aria-label="Bank pack"]')?.textContent).toContain('amount is a valid mobile number');
  await act(async () => at('failing-mobile')?.click());
  expect(at('failing-rows')?.textContent).toContain('1 failing rows');
  await act(async () => at('failing-back')?.click());
  expect(at('quality-pane')).not.toBeNull();
});

test('a rule that cannot be run says why, and one that was not run is not taken for one that passed', async () => {
  const error = errorOf('UNKNOWN_TABLE', 'table.unknown', { table: 'x' });
  await show([state('notNull', 'warn', { state: 'error', error }), state('mobile', 'warn', null)], {
    errors: 1,
    notRun: 1,
    score: null,
  });
  expect(at('rule-row-notNull')?.textContent).toContain('工作区中没有数据表x。');
  expect(at('rule-row-mobile')?.textContent).toContain('未运行');
  expect(at('quality-summary')?.dataset.level).toBe('warn');
});
