import { expect, test } from 'vitest';
import { nameLikeness } from '../../../shared/model/nameLikeness';

test.each([
  ['customer_id', 'CustomerId', 1],
  ['client_id', 'clients', 1],
  ['客户号', '客户编号', 1],
  ['district_id', 'district', 1],
  // cust: cu us st; customer: cu us st to om me er.
  ['cust_no', 'customer_id', 6 / 10],
  ['disp_id', 'client_id', 0],
  ['a', 'b', 0],
  ['id', 'id', 1],
])('%s and %s are alike by %d', (left, right, likeness) => {
  expect(nameLikeness(left, right)).toBeCloseTo(likeness, 12);
  expect(nameLikeness(right, left)).toBeCloseTo(likeness, 12);
});
