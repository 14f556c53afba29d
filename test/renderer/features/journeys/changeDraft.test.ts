import { expect, test } from 'vitest';
import {
  balanceColumns,
  changeOf,
  draftOf,
  newDraft,
  ruleOf,
  withBalance,
} from '../../../../renderer/features/journeys/changes/changeDraft';
import type { BalanceChange } from '../../../../shared/model/balanceChange';

const columns = balanceColumns(
  { balances: [{ table: 'held', customer: 'who', day: 'day', props: ['assets', 'points', 'tier', 'since'] }] },
  [
    {
      name: 'held',
      rows: 9,
      receipt: 1,
      columns: [
        { name: 'who', type: 'text' },
        { name: 'assets', type: 'number', unit: '元' },
        { name: 'points', type: 'integer' },
        { name: 'tier', type: 'text' },
        { name: 'since', type: 'date' },
      ],
    },
  ],
);
const [assets, points, tier] = columns;
if (!assets || !points || !tier) throw new Error('columns are missing');

test('amounts cross and move, texts become others, whole numbers do both, days do nothing', () => {
  expect(columns.map(({ name, kinds }) => `${name} ${kinds.join(' ')}`)).toEqual([
    'assets below above falls rises',
    'points below above falls rises becomes',
    'tier becomes',
  ]);
});

test('a draft is no change before its number is there, and not without a name', () => {
  const draft = newDraft(assets);
  expect(changeOf(draft, 'x')).toBeNull();
  expect(ruleOf({ ...draft, kind: 'falls', size: 0 })).toBeNull();
  const whole = { ...draft, amount: -5 };
  expect(changeOf(whole, 'proposed')?.event).toBe('proposed');
  expect(changeOf({ ...whole, event: ' own ' }, 'proposed')?.event).toBe('own');
  expect(changeOf({ ...whole, event: ' ' }, 'proposed')).toBeNull();
});

test('another column keeps the kind of change where it can do it', () => {
  const falls = { ...newDraft(assets), kind: 'falls' as const, size: 3 };
  expect(ruleOf(withBalance(falls, points))).toEqual({ kind: 'falls', by: { amount: 3 } });
  expect(ruleOf(withBalance(falls, tier))).toEqual({ kind: 'becomes' });
});

test('every saved change is what it was after it was opened', () => {
  const changes: BalanceChange[] = [
    { event: 'a', table: 'held', column: 'assets', change: { kind: 'above', amount: 0 } },
    { event: 'b', table: 'held', column: 'points', change: { kind: 'rises', by: { percent: 12.5 } } },
    { event: 'c', table: 'held', column: 'assets', change: { kind: 'falls', by: { amount: 7 } } },
    { event: 'd', table: 'held', column: 'tier', change: { kind: 'becomes', to: 'gold' } },
    { event: 'e', table: 'held', column: 'points', change: { kind: 'becomes', from: '1', to: '2' } },
  ];
  for (const change of changes) {
    const draft = draftOf(change, columns);
    expect(draft && changeOf(draft, 'other')).toEqual(change);
  }
  expect(draftOf({ event: 'f', table: 'gone', column: 'assets', change: { kind: 'becomes' } }, columns)).toBeNull();
});
