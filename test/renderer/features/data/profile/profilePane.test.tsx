import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ColumnProfile, TableProfile } from '#shared/model/profile';
import { Fault } from '#shared/model/result';
import { makeFormat } from '#shared/report/format';
import { queryClient } from '../../../../../renderer/engine/queryClient';
import { ProfilePane } from '../../../../../renderer/features/data/profile/ProfilePane';
import { profileTsv } from '../../../../../renderer/features/data/profile/profileTsv';
import { connectKernel } from '../../../engine/support';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

const UNCHANGED = {
  formerType: 'text',
  formerNulls: 0,
  psi: 0,
  basis: 'values',
  appeared: [],
  vanished: [],
  reasons: [],
} as const;

const city: ColumnProfile = {
  name: '城市',
  type: 'text',
  nulls: 25,
  distinct: 2,
  values: [
    { value: '上海', n: 50 },
    { value: '=1+1', n: 25 },
  ],
  examples: ['上海'],
  text: { shortest: 2, longest: 4, blank: 0, patterns: [{ pattern: '字{2}', n: 50 }] },
  change: { ...UNCHANGED, psi: 0.3, appeared: [{ value: '=1+1', n: 25 }], drift: 'strong', reasons: ['distribution', 'values'] },
};
const day: ColumnProfile = {
  name: 'day',
  type: 'date',
  nulls: 0,
  distinct: 100,
  values: [],
  examples: ['2024-02-28'],
  change: { ...UNCHANGED, formerType: 'date', drift: 'none' },
};
const profile: TableProfile = {
  table: 't',
  receipt: 2,
  rows: 100,
  dataVersion: 7,
  computedAt: '2024-03-01T08:00:00Z',
  seconds: 1.5,
  columns: [day, city],
  former: { receipt: 1, rows: 80, vanishedColumns: ['gone'] },
};

let page: HTMLElement;
let root: Root;
const at = (id: string) => page.querySelector<HTMLElement>(`[data-testid="${id}"]`);
const rowNames = () =>
  [...page.querySelectorAll('[data-testid^="profile-row-"]')].map((row) => row.getAttribute('data-testid')?.slice(12));

beforeEach(() => {
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
});

afterEach(async () => {
  await act(async () => root.unmount());
  page.remove();
  queryClient.clear();
});

async function show(): Promise<void> {
  await act(async () =>
    root.render(
      <QueryClientProvider client={queryClient}>
        <ProfilePane table="t" />
      </QueryClientProvider>,
    ),
  );
}

async function until(check: () => void): Promise<void> {
  await act(async () => {
    await vi.waitFor(check);
  });
}

test('columns are listed with what the profile rests on, sorted by drift, and chosen with Enter', async () => {
  connectKernel({ 'tables.profile': async () => profile });
  await show();
  await until(() => expect(rowNames()).toEqual(['day', '城市']));
  expect(at('profile-computed')?.textContent).toContain('按数据版本 7 计算');
  expect(page.querySelector('.profile-standing')?.textContent).toContain('1 列有变化消失的列：gone');
  const drift = [...page.querySelectorAll<HTMLElement>('th')].find(({ textContent }) => textContent === '变化');
  await act(async () => drift?.click());
  await act(async () => drift?.click());
  expect(rowNames()).toEqual(['城市', 'day']);
  expect(at('profile-detail')?.getAttribute('aria-label')).toBe('day');
  await act(async () => at('profile-row-城市')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })));
  expect(at('profile-detail')?.textContent).toContain('字{2}50');
  expect(at('profile-change')?.textContent).toContain(
    'PSI 0.300按取值分箱空值率 0.0% → 25.0%新增的取值 (1)=1+1 25分布变化、取值新增或消失',
  );
});

test('a profile that takes long shows how far it is; stopped, it can be asked for again', async () => {
  let asked = 0;
  connectKernel({
    'tables.profile': (_, { signal, progress }) => {
      asked += 1;
      if (asked > 1) return Promise.resolve(profile);
      progress({ phase: 'profile', fraction: 0.5 });
      return new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new Fault({ code: 'CANCELLED', message: 'cancelled' }))),
      );
    },
  });
  await show();
  await until(() => expect(page.textContent).toContain('50%'));
  await act(async () => at('loading-cancel')?.click());
  await until(() => expect(page.textContent).toContain('统计已停止'));
  await act(async () => at('profile-compute')?.click());
  await until(() => expect(rowNames()).toHaveLength(2));
});

test('the copied table has one line per column, and no cell that a spreadsheet would run', () => {
  const lines = profileTsv(
    { ...profile, columns: [{ ...city, values: [...city.values].reverse() }, day] },
    {
      heading: (column) => column,
      format: makeFormat('en'),
    },
  ).split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]?.split('\t').slice(0, 5)).toEqual(['column', 'type', 'nulls', 'nullShare', 'distinct']);
  expect(lines[1]?.split('\t').slice(0, 11)).toEqual(['城市', 'text', '25', '0.25', '2', '', '', '', '', "'=1+1", '0.3']);
});
