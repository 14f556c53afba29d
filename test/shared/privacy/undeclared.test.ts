import { expect, it } from 'vitest';
import { countTests } from '#shared/privacy/columnKind';
import { kindsOfTable } from '#shared/privacy/tableKinds';
import { type DeclaredColumn, undeclaredKinds } from '#shared/privacy/undeclared';

const TODAY = '2026-06-30';
const KEPT: DeclaredColumn = { treatment: { kind: 'keep' }, kind: null, dataClass: 'C1' };

function found(name: string, cells: readonly string[], declared: DeclaredColumn = KEPT) {
  const times = new Map<string, number>();
  for (const cell of cells) times.set(cell, (times.get(cell) ?? 0) + 1);
  const counts = countTests(times, 'text', TODAY);
  const kinds = kindsOfTable([{ name, type: 'text', counts }]);
  return kinds.flatMap((kind) => [...undeclaredKinds(declared, counts, kind)]);
}

const plain = Array.from({ length: 500 }, (_, n) => `备注 ${n}`);

it('needs one cell only, where a cell is surely of a person', () => {
  expect(found('备注', plain)).toEqual([]);
  expect(found('备注', [...plain, '110101199003070978'])).toEqual([['residentId', 1]]);
  expect(found('备注', [...plain, 'zhang@example.com'])).toEqual([['email', 1]]);
  expect(found('备注', [...plain, '13912345678', '13812345678'])).toEqual([['mobile', 2]]);
  expect(found('备注', [...plain, '请打 13912345678'])).toEqual([['freeText', 1]]);
  expect(found('备注', [...plain, '6222021001116245702'])).toEqual([['bankCard', 1]]);
});

it('takes numbers that only look like a person’s for what they are', () => {
  const orders = Array.from({ length: 300 }, (_, n) => String(10_000_000_000 + n * 299_999_999));
  expect(orders.filter((order) => /^1[3-9]/.test(order)).length).toBeGreaterThan(0);
  expect(found('订单号', orders)).toEqual([]);
  const flows = Array.from({ length: 300 }, (_, n) => `62220210011162${String(45_000 + n)}`);
  expect(found('流水号', flows)).toEqual([]);
});

it('lets pass what the manifest says', () => {
  const mobiles = Array.from({ length: 30 }, (_, n) => `1${3 + (n % 6)}912345${600 + n}`);
  expect(found('手机', mobiles)).toEqual([['mobile', 30]]);
  expect(found('手机', mobiles, { ...KEPT, kind: 'mobile', dataClass: 'C2' })).toEqual([]);
  expect(found('手机', mobiles, { ...KEPT, kind: 'name', dataClass: 'C2' })).toEqual([['mobile', 30]]);
  expect(found('备注', [...plain, '请打 13912345678'], { ...KEPT, kind: 'freeText', dataClass: 'C2' })).toEqual([]);
  expect(found('手机', mobiles, { treatment: { kind: 'mask' }, kind: 'mobile', dataClass: 'C2' })).toEqual([['mobile', 30]]);
});

it('takes the word of a name only where values are kept', () => {
  expect(found('家庭住址', ['某处'])).toEqual([['address', 0]]);
  expect(found('家庭住址', ['某处'], { treatment: { kind: 'mask' }, kind: 'address', dataClass: 'C2' })).toEqual([]);
});
