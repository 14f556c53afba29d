import { textCell } from '../model/textCell';
import { RESULT_HEADERS, RESULT_WORDS, WORK_RESULTS, type WorkOrder, type WorkPlan, type WorkResult } from '../model/workList';
import type { Sheet } from './portraitSheets';

type Language = 'zh' | 'en';

const HEADS = {
  en: ['manager', 'customer', 'arm', 'reason', 'script', 'due', 'note'],
  zh: ['客户经理', '客户号', '分组', '联系原因', '话术', '截止日期', '备注'],
} as const;
const SHEETS = { en: ['Orders', 'Results'], zh: ['工单', '结果写法'] } as const;

/** The orders with columns to fill in, and beside them the words that a result is read by. */
export function workSheets(plan: WorkPlan, orders: readonly WorkOrder[], language: Language): Sheet[] {
  const [first, words] = SHEETS[language];
  const [manager, customer, arm, reason, script, due, note] = HEADS[language];
  const header = (field: keyof typeof RESULT_HEADERS) => RESULT_HEADERS[field][language === 'en' ? 0 : 1];
  const heads = [
    header('order'),
    manager,
    customer,
    arm,
    reason,
    script,
    due,
    header('result'),
    header('day'),
    header('amount'),
    note,
  ];
  const rows = orders.map((order) => [
    order.id,
    ...[order.manager ?? '', order.customer, order.variant, order.reason, order.script].map(textCell),
    plan.due,
    '',
    '',
    '',
    '',
  ]);
  return [
    { name: first, rows: [heads, ...rows] },
    { name: words, rows: WORK_RESULTS.map((result) => [wordOf(result, language)]) },
  ];
}

/** The first of the words in the language. */
function wordOf(result: WorkResult, language: Language): string {
  const isHan = (word: string) => /\p{Script=Han}/u.test(word);
  return RESULT_WORDS[result].find((word) => isHan(word) === (language === 'zh')) ?? result;
}
