import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CustomerField } from '#shared/model/customer';
import { queryClient } from '../../../../renderer/engine/queryClient';
import { CustomerFields } from '../../../../renderer/features/customer/CustomerFields';
import { connectKernel } from '../../engine/support';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

const PHONE = '13800001234';
const field = (tag: string, more: Partial<CustomerField>): CustomerField => ({
  tag,
  name: tag,
  category: '',
  sensitivity: 'C2',
  type: 'category',
  value: null,
  known: true,
  asOf: null,
  ...more,
});
const FIELDS = [
  field('phone', { value: '138****1234', mask: 'part' }),
  field('balance', { type: 'number', mask: 'whole', unit: '元' }),
  field('city', { value: 'sh', label: '上海', sensitivity: 'C1' }),
  field('age', { known: false }),
];
const RESTS_ON = {
  dataVersion: 1,
  receipts: [],
  definition: '',
  asOf: '',
  base: { name: 'all', n: 1 },
  engine: 'native',
} as const;

let page: HTMLElement;
let root: Root;
let reasons: string[];
const at = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
const value = (tag: string) => at(`customer-value-${tag}`)?.textContent;

beforeEach(async () => {
  reasons = [];
  queryClient.clear();
  connectKernel({
    'customers.standing': async () => ({ fields: [{ tag: 'balance', percentile: 0.25 }], restsOn: RESTS_ON }),
    'customers.unmask': async ({ reason }) => {
      reasons.push(reason);
      return { value: PHONE, known: true };
    },
  });
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
  await act(async () =>
    root.render(
      <QueryClientProvider client={queryClient}>
        <CustomerFields customer="C1" fields={FIELDS} />
      </QueryClientProvider>,
    ),
  );
});
afterEach(async () => {
  vi.useRealTimers();
  await act(async () => root.unmount());
  page.remove();
});

test('values are shown as far as their masks let them, and only masked ones can be asked for', async () => {
  expect(['phone', 'balance', 'city', 'age'].map(value)).toEqual(['138****1234', '***', '上海', '未知']);
  const asked = ['phone', 'balance', 'city', 'age'].filter((tag) => at(`customer-unmask-${tag}`) !== null);
  expect(asked).toEqual(['phone', 'balance']);
  await act(async () => vi.waitFor(() => expect(at('customer-field-balance')?.textContent).toContain('高于 25.0%')));
});

test('an unmasked value counts down, is masked again after five minutes, and is kept nowhere', async () => {
  await unmask('看看', { opens: true });
  expect(reasons).toEqual([]);
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  await unmask('客户来电核实', { opens: false });
  await vi.waitFor(() => act(async () => expect(value('phone')).toBe(PHONE)));
  expect(reasons).toEqual(['客户来电核实']);
  expect(at('customer-countdown-phone')?.textContent).toBe('5:00 后重新脱敏');
  await act(async () => vi.advanceTimersByTime(299_000));
  expect(at('customer-countdown-phone')?.textContent).toBe('0:01 后重新脱敏');
  expect(value('phone')).toBe(PHONE);
  expect(
    JSON.stringify(
      queryClient
        .getQueryCache()
        .getAll()
        .map(({ state }) => state.data),
    ),
  ).not.toContain(PHONE);
  await act(async () => vi.advanceTimersByTime(1000));
  expect(value('phone')).toBe('138****1234');
  expect(at('customer-countdown-phone')).toBeNull();
  expect(document.body.textContent).not.toContain(PHONE);
});

async function unmask(reason: string, { opens }: { readonly opens: boolean }): Promise<void> {
  if (opens) await act(async () => at('customer-unmask-phone')?.click());
  const input = at('unmask-reason') as HTMLInputElement;
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, reason);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await act(async () => at('unmask-run')?.click());
}
