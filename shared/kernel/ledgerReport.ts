import type { RestsOn } from '../model/answers';
import type { LedgerAnswer, LedgerSpec } from '../model/ledger';
import { ledgerHtml } from '../report/ledgerHtml';
import { ledgerRecords } from '../report/ledgerRecords';
import { ledgerTable, tableCsv } from '../report/ledgerTable';
import { writerOf } from '../report/portraitFacts';
import type { KernelMethods } from '../rpc/contract';
import type { Args, Handlers } from '../rpc/method';
import { readLedger } from './campaignLedger';
import { readEntityMap } from './entityMap';
import type { SqlConnection } from './ports';
import { restsOn } from './restsOn';
import type { Session } from './session';

type Asked = Args<KernelMethods, 'reports.ledger'>;

export function ledgerReportHandlers(session: Session): Pick<Handlers<KernelMethods>, 'reports.ledger'> {
  return {
    'reports.ledger': async ({ spec, format, language, file }, call) => {
      const text = await session.readOneVersion(async (connection) => {
        const answer = await readLedger(session, connection, spec, call);
        const rests = await ledgerRestsOn(session, connection, spec);
        return format === 'html' ? ledgerHtml(answer, rests, language) : plainLedger(answer, format, language);
      });
      const bytes = new TextEncoder().encode(text);
      await session.ports.files.write(file, [bytes]);
      return { bytes: bytes.length };
    },
  };
}

/** Campaigns are read from events and exposures. */
export async function ledgerRestsOn(session: Session, connection: SqlConnection, spec: LedgerSpec): Promise<RestsOn> {
  const { events = [], exposures = [] } = (await readEntityMap(connection)) ?? {};
  const tables = [...events, ...exposures].map(({ table }) => table);
  return await restsOn(session, connection, { definition: spec, read: { tags: [], tables } });
}

function plainLedger(answer: LedgerAnswer, format: Exclude<Asked['format'], 'html'>, language: Asked['language']): string {
  if (format === 'csv') return tableCsv(ledgerTable(answer, writerOf(language)));
  return `${JSON.stringify(ledgerRecords(answer), null, 2)}\n`;
}
