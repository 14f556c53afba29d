import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CleaningStep } from '#shared/model/cleaning';
import { queryClient } from '../../../../../renderer/engine/queryClient';
import { suggestKeys } from '../../../../../renderer/features/data/cleaning/identifySuggestion';
import { ReviewDialog } from '../../../../../renderer/features/data/cleaning/ReviewDialog';
import { StepForm } from '../../../../../renderer/features/data/cleaning/StepForm';
import { switchLanguage } from '../../../../../renderer/text';
import { connectKernel } from '../../../engine/support';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

const texts = (...names: string[]) => names.map((name) => ({ name, type: 'text' as const }));
const CRM = texts('id', 'phone', 'full_name', '身份证号', 'customer_id');
const CORE = { name: 'core', rows: 9, receipt: 1, columns: texts('cust_no', 'id_no', 'name', 'mobile') };
const OTHER = { name: 'branches', rows: 9, receipt: 2, columns: texts('branch', 'city') };
const CLEANING = { table: 'crm', result: 'crm_clean', steps: [] };

let page: HTMLElement;
let root: Root;
let put: CleaningStep[];

beforeEach(async () => {
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
  queryClient.clear();
  put = [];
  await act(async () => switchLanguage('en'));
  connectKernel({
    'tables.list': async () => [OTHER, { ...CORE, name: 'crm', columns: CRM }, CORE],
    'entities.get': async () => ({ map: null, customers: 0, reports: [] }) as never,
    'cleanings.review': async () => ({
      total: 1,
      rows: [
        {
          step: 0,
          line: 7,
          why: 'conflict',
          keys: [
            { columns: ['phone', 'full_name'], values: ['138', null], found: 12, customers: ['C1', 'C2'] },
            { columns: ['id'], values: ['9'], found: 0, customers: [] },
          ],
        },
      ],
    }),
  });
});
afterEach(async () => {
  await act(async () => root.unmount());
  page.remove();
  await act(async () => switchLanguage('zh'));
});

const at = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
const click = (id: string) => act(async () => at(id)?.click());
const settle = (check: () => void) => act(async () => vi.waitFor(check));
const show = (view: React.ReactNode) =>
  act(async () => root.render(<QueryClientProvider client={queryClient}>{view}</QueryClientProvider>));
const identify = (keys: readonly (readonly [string[], string[]])[]): CleaningStep => ({
  kind: 'identify',
  customers: { table: 'core', key: 'cust_no' },
  keys: keys.map(([columns, theirs]) => ({ columns, theirs })),
  into: 'cust_no',
});

test('the form begins with the likely customer table and keys, which are moved, taken out and put', async () => {
  await show(
    <StepForm
      edited={undefined}
      n={1}
      columns={CRM}
      before={CLEANING}
      onPut={({ step }) => put.push(step)}
      onClose={() => undefined}
    />,
  );
  await act(async () =>
    at('step-kind')
      ?.querySelector('.ant-select-selector, .ant-select-content')
      ?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true })),
  );
  await settle(() => expect(at('step-kind-identify')).not.toBeNull());
  await click('step-kind-identify');
  await settle(() => expect(at('identify-key-3')).not.toBeNull());
  await click('step-put');
  const byNumber = [['customer_id'], ['cust_no']] as const;
  const byIdentity = [['身份证号'], ['id_no']] as const;
  const byPerson = [
    ['phone', 'full_name'],
    ['mobile', 'name'],
  ] as const;
  const mutable = (keys: readonly (readonly [readonly string[], readonly string[]])[]) =>
    identify(keys.map(([own, theirs]) => [[...own], [...theirs]]));
  expect(put).toEqual([mutable([byNumber, byIdentity, byPerson])]);

  await click('identify-keyUp-3');
  await click('identify-removeKey-1');
  await click('step-put');
  expect(put[1]).toEqual(mutable([byPerson, byIdentity]));
  await click('identify-removeKeyPair-1');
  await click('step-put');
  expect(put[2]).toEqual(mutable([[['phone'], ['mobile']], byIdentity]));
  await click('identify-add');
  expect(at('step-put')?.hasAttribute('disabled')).toBe(true);
});

test('equal names are keys only where they look like keys, and a row number is none', () => {
  expect(suggestKeys(texts('id', 'city', 'card_no'), texts('ID', 'city', 'CARD_NO'))).toEqual([
    [{ own: 'card_no', theirs: 'CARD_NO' }],
  ]);
  expect(suggestKeys(texts('mobile'), texts('mobile'))).toEqual([]);
});

test('a row to review says what each of its keys holds and found', async () => {
  await show(<ReviewDialog cleaning={CLEANING} onClose={() => undefined} />);
  await settle(() => expect(at('review-7')).not.toBeNull());
  const keys = [...(at('review-7')?.querySelectorAll('.hx-review-keys li') ?? [])].map((each) => each.textContent);
  expect(keys).toEqual(['phone + full_name138 + unknown→C1, C2 … 12 in all', 'id9→found none']);
  expect(at('review-7')?.textContent).toContain('conflict');
});
