import { expect, test } from 'vitest';
import { likelyKey } from '../../../../renderer/features/data/likelyKey';

const text = (...names: string[]) => names.map((name) => ({ name, type: 'text' as const }));

test.each([
  [['age', 'job', 'marital', 'balance'], undefined],
  [['order_id', 'customer_id', 'amount'], 'customer_id'],
  [['交易编号', '客户编号', '金额'], '客户编号'],
  [['客户号', '姓名'], '客户号'],
  [['name', 'id'], 'id'],
  [['CustomerId', 'Name'], 'CustomerId'],
  [['paid', 'solid', 'identity card'], undefined],
] as const)('of %j the key is %s', (names, key) => {
  expect(likelyKey(text(...names))).toBe(key);
});

test('a number with a fraction or a date names nobody', () => {
  expect(
    likelyKey([
      { name: 'id', type: 'number' },
      { name: 'client_id', type: 'date' },
    ]),
  ).toBeUndefined();
});
