import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Fault, type HuaxiangError } from '#shared/model/result';
import { callKernel } from '../../../renderer/engine/kernel';
import { switchLanguage } from '../../../renderer/text';
import { ErrorNotice } from '../../../renderer/ui/ErrorNotice';
import { refuseTooMany } from '../../../shared/kernel/importRejects';
import { connectKernel } from '../engine/support';

let page: HTMLElement;
let root: Root;

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
});

afterEach(async () => {
  await act(() => root.unmount());
  page.remove();
  await act(() => switchLanguage('zh'));
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
});

/** What the kernel throws, as it comes out of the line to the page. */
async function answered(refuse: () => void): Promise<HuaxiangError> {
  connectKernel({
    'workspace.info': async () => {
      refuse();
      return null;
    },
  });
  const result = await callKernel('workspace.info', {});
  if (result.ok) throw new Error('nothing was refused');
  return result.error;
}

const rows = [
  { line: 3, column: 'age', reason: 'not a value of type integer', text: 'x' },
  { line: 12_345, column: null, reason: 'too many cells', text: '1,2,3' },
];

test('an error reads right in the language of the window, down to the reasons in it', async () => {
  const error = await answered(() => refuseTooMany('客户.csv', rows, 98, 0.001));
  await act(() => root.render(<ErrorNotice error={error} />));
  expect(page.textContent).toContain(
    '客户.csv 的 100 行中有 2 行不符合要求，超过上限 0.1%，因此没有导入任何数据。例如：第 3 行（age）：不是“整数”类型的值；第 12345 行：单元格数多于列数。',
  );
  expect(page.textContent).toContain('请修改这些列的类型，指明哪些词视为空值，或调高允许的拒绝比例。');
  await act(() => switchLanguage('en'));
  expect(page.textContent).toContain(
    '客户.csv: 2 of 100 rows do not fit, more than 0.1%; nothing was imported. First: line 3 (age): not a value of type integer; line 12345: too many cells.',
  );
});

test("the database's own words stand under a Chinese title", async () => {
  const error = await answered(() => {
    throw new Fault({ code: 'INVALID_SQL', message: 'Parser Error: syntax error at or near "FORM"' });
  });
  await act(() => root.render(<ErrorNotice error={error} />));
  expect(page.textContent).toContain('SQL 有误');
  expect(page.textContent).toContain('Parser Error: syntax error at or near "FORM"');
});
