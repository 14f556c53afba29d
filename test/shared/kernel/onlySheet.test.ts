import { writeXlsx } from 'hucre/xlsx';
import { expect, it } from 'vitest';
import { onlySheet } from '#shared/kernel/workbook';

it('reads the cells of a workbook as texts, a formula as what it says', async () => {
  const cells = new Map([['1,1', { value: 3, formula: 'HYPERLINK("http://x")' }]]);
  const rows = [
    ['name', 'n'],
    ['李娜', 3],
    ['', -1.5],
    [null, 7],
  ];
  const workbook = await writeXlsx({ sheets: [{ name: 'customers', rows, cells }] });
  expect(await onlySheet(workbook)).toEqual([
    ['name', 'n'],
    ['李娜', '=HYPERLINK("http://x")'],
    ['', '-1.5'],
    [null, '7'],
  ]);
});

it('refuses a workbook that has more in it than one sheet, and what is none', async () => {
  const hidden = { name: 'more', rows: [['secret']], hidden: true };
  const workbook = await writeXlsx({ sheets: [{ name: 'customers', rows: [['name']] }, hidden] });
  expect(await onlySheet(workbook)).toBeNull();
  await expect(onlySheet(new Uint8Array([1, 2, 3]))).rejects.toThrow();
});
