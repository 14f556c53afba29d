import { groupedBy } from '../model/groupedBy';
import { textCell } from '../model/textCell';
import { RESULT_HEADERS, RESULT_WORDS, WORK_RESULTS, type WorkOrder, type WorkPlan } from '../model/workList';
import type { Sheet } from '../report/portraitSheets';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { appendAudit } from './audit';
import { lasting } from './lastingArchive';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { workbookBytes } from './workbookBytes';
import { findWork, scopeOf } from './workLists';
import { readOrders } from './workOrders';

type Language = 'zh' | 'en';
type Branches = ReadonlyMap<string, readonly WorkOrder[]>;

/**
 * The open orders that somebody has, a workbook for each branch, in one archive. The entry of the audit comes first: what cannot be
 * written down does not leave.
 */
export function workFileHandlers(session: Session): Pick<Handlers<KernelMethods>, 'workLists.write'> {
  return {
    'workLists.write': async ({ campaign, language, file }, { signal }) => {
      const { plan, branches } = await session.write(async (connection) => {
        const work = await findWork(session, connection, campaign);
        const byBranch = await openByBranch(session, connection, work.plan, signal);
        const orders = [...byBranch.values()].reduce((sum, all) => sum + all.length, 0);
        const detail = { campaign, branches: byBranch.size, orders, dataVersion: session.open.dataVersion };
        await appendAudit(connection, session.ports, { action: 'workList.write', detail });
        return { plan: work.plan, branches: byBranch };
      });
      session.changed('audit');
      await session.ports.files.write(file, [await archiveOf(plan, branches, language)]);
      return [...branches].map(([branch, orders]) => ({ branch, orders: orders.length }));
    },
  };
}

async function openByBranch(session: Session, connection: SqlConnection, plan: WorkPlan, signal: AbortSignal): Promise<Branches> {
  const scope = { ...scopeOf(session, plan), state: 'open' };
  const orders = await readOrders(session, connection, plan, scope, undefined, signal);
  return groupedBy(
    orders.filter(({ manager }) => manager !== null),
    ({ branch }) => branch ?? '',
  );
}

async function archiveOf(plan: WorkPlan, branches: Branches, language: Language): Promise<Uint8Array> {
  const { default: JSZip } = await import('jszip');
  const archive = new JSZip();
  for (const [at, [branch, orders]] of [...branches].entries()) {
    archive.file(`${fileName(at + 1, branch)}.xlsx`, await workbookBytes(sheetsOf(plan, orders, language)));
  }
  return await lasting(await archive.generateAsync({ type: 'uint8array' }), JSZip);
}

const HEADS = {
  en: ['manager', 'customer', 'arm', 'reason', 'script', 'due', 'note'],
  zh: ['客户经理', '客户号', '分组', '联系原因', '话术', '截止日期', '备注'],
} as const;
const SHEETS = { en: ['Orders', 'Results'], zh: ['工单', '结果写法'] } as const;

/** The orders with columns to fill in, and beside them the words that a result is read by. */
function sheetsOf(plan: WorkPlan, orders: readonly WorkOrder[], language: Language): Sheet[] {
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
function wordOf(result: (typeof WORK_RESULTS)[number], language: Language): string {
  const isHan = (word: string) => /\p{Script=Han}/u.test(word);
  return RESULT_WORDS[result].find((word) => isHan(word) === (language === 'zh')) ?? result;
}

const LONGEST_NAME = 60;

/** Numbered, so that two branches are two files whatever is left of their names. */
function fileName(place: number, branch: string): string {
  const plain = branch.replace(/[^\p{L}\p{N} ._-]+/gu, ' ').trim();
  return [
    String(place).padStart(3, '0'),
    [...plain]
      .slice(0, LONGEST_NAME)
      .join('')
      .replace(/[. ]+$/, ''),
  ]
    .filter(Boolean)
    .join(' ');
}
