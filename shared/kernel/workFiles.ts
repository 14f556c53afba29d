import { groupedBy } from '../model/groupedBy';
import type { WorkOrder, WorkPlan, WrittenOrders } from '../model/workList';
import { workSheets } from '../report/workSheets';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { appendAudit } from './audit';
import { lasting } from './lastingArchive';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { workbookBytes } from './workbookBytes';
import { findPlan, scopeOf } from './workLists';
import { readOrders } from './workOrders';
import { withheldOrders } from './workPolicy';

type Language = 'zh' | 'en';
type Branches = ReadonlyMap<string, readonly WorkOrder[]>;

/**
 * The open orders that somebody has, a workbook for each branch, in one archive; without customers whom the contact policy withholds by
 * now, such as who opted out since. The entry of the audit comes first: what cannot be
 * written down does not leave.
 */
export function workFileHandlers(session: Session): Pick<Handlers<KernelMethods>, 'workLists.write'> {
  return {
    'workLists.write': async ({ campaign, language, file }, call) => {
      const { plan, branches, withheld } = await session.write(async (connection) => {
        const asked = await findPlan(connection, campaign);
        const outcome = await openByBranch(session, connection, asked, call);
        const orders = [...outcome.branches.values()].reduce((sum, all) => sum + all.length, 0);
        const left = outcome.withheld.reduce((sum, { n }) => sum + n, 0);
        const detail = {
          campaign,
          branches: outcome.branches.size,
          orders,
          withheld: left,
          dataVersion: session.open.dataVersion,
        };
        await appendAudit(connection, session.ports, { action: 'workList.write', detail });
        return { plan: asked, ...outcome };
      });
      session.changed('audit');
      await session.ports.files.write(file, [await archiveOf(plan, branches, language)]);
      return { branches: [...branches].map(([branch, orders]) => ({ branch, orders: orders.length })), withheld };
    },
  };
}

async function openByBranch(
  session: Session,
  connection: SqlConnection,
  plan: WorkPlan,
  call: CallContext,
): Promise<{ readonly branches: Branches; readonly withheld: WrittenOrders['withheld'] }> {
  const scope = { ...scopeOf(session, plan), state: 'open' };
  const found = await readOrders(session, connection, plan, scope, undefined, call.signal);
  const orders = found.filter(({ manager }) => manager !== null);
  const { rules, placeOf } = await withheldOrders(session, connection, scope, call);
  const branches = groupedBy(
    orders.filter(({ id }) => !placeOf.has(id)),
    ({ branch }) => branch ?? '',
  );
  const withheld = rules.map(({ label }, place) => ({ label, n: orders.filter(({ id }) => placeOf.get(id) === place).length }));
  return { branches, withheld: withheld.filter(({ n }) => n > 0) };
}

async function archiveOf(plan: WorkPlan, branches: Branches, language: Language): Promise<Uint8Array> {
  const { default: JSZip } = await import('jszip');
  const archive = new JSZip();
  for (const [at, [branch, orders]] of [...branches].entries()) {
    archive.file(`${fileName(at + 1, branch)}.xlsx`, await workbookBytes(workSheets(plan, orders, language)));
  }
  return await lasting(await archive.generateAsync({ type: 'uint8array' }), JSZip);
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
