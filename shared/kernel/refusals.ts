import type { ContactPolicy } from '../model/contactPolicy';
import type { ExportedRefusals } from '../model/refusal';
import { fault } from '../model/result';
import { activeRule } from '../model/rule';
import { quoted } from '../model/saying';
import { tableCsv } from '../report/ledgerTable';
import type { KernelMethods } from '../rpc/contract';
import type { Args, CallContext, Handlers } from '../rpc/method';
import { keyText } from '../sql/audiencesSql';
import { addRefusedSql, COUNT_REFUSED_SQL, CREATE_REFUSED_SQL, refusedPseudonymsSql } from '../sql/refusalsSql';
import { hashedText } from '../sql/treatmentSql';
import { appendAudit } from './audit';
import { readPolicy } from './contactPolicy';
import { withMembersOfEach } from './evaluate';
import { historyPseudonym } from './exportJudgement';
import { exportKeys } from './exportKeys';
import { customersBy } from './policySets';
import type { SqlConnection } from './ports';
import { keepRange } from './rowRange';
import type { Session } from './session';
import { findExport, type StoredExport, storedExports } from './storedExports';
import { type Cell, records } from './table';

export function refusalHandlers(session: Session): Pick<Handlers<KernelMethods>, 'refusals.list' | 'refusals.write'> {
  return {
    'refusals.list': (_, call) => listRefusals(session, call),
    'refusals.write': (asked, call) => writeRefusals(session, asked, call),
  };
}

/** The packages that left with customers who refuse by now, last first. */
async function listRefusals(session: Session, call: CallContext): Promise<ExportedRefusals[]> {
  const left = (await session.read(storedExports)).filter(({ state }) => state === 'written');
  if (left.length === 0) return [];
  const { history } = await exportKeys(session, '');
  return await session.readAside(async (connection) => {
    const { rules } = await keepRefused(session, connection, history, call);
    const counts = records(await connection.query(COUNT_REFUSED_SQL, [], call.signal));
    return left.flatMap((each) => refusalsIn(each, rules, counts));
  });
}

/** Keeps who refuses, in a table of the connection's own. */
async function keepRefused(
  session: Session,
  connection: SqlConnection,
  history: Uint8Array,
  call: CallContext,
): Promise<ContactPolicy> {
  const { policy } = await readPolicy(connection);
  const { rowColumn } = await customersBy(session, connection);
  const pseudonym = await historyPseudonym(session, connection, history);
  const memberships = policy.rules.map(({ who }) => ({ who: activeRule(who) }));
  await withMembersOfEach(session, connection, memberships, call, async (sets) => {
    await connection.exec(CREATE_REFUSED_SQL);
    for (const [place, set] of sets.entries()) {
      await keepRange(connection, Uint32Array.from(set.rows()));
      await connection.exec(addRefusedSql(rowColumn, pseudonym), [place], call.signal);
    }
  });
  return policy;
}

function refusalsIn(
  found: StoredExport,
  rules: ContactPolicy['rules'],
  counts: readonly Record<string, Cell>[],
): ExportedRefusals[] {
  const own = counts.filter((count) => count.export === found.id);
  const n = Number(own.find(({ rule }) => rule === null)?.n ?? 0);
  if (n === 0) return [];
  const of = rules.map(({ id, label }, place) => ({ id, label, n: Number(own.find(({ rule }) => rule === place)?.n ?? 0) }));
  const { id, spec, manifest } = found;
  return [
    {
      export: id,
      name: spec.name,
      recipient: spec.recipient,
      at: manifest.madeAt,
      n,
      rules: of.filter((rule) => rule.n > 0),
      byPseudonym: pseudonymColumn(found) !== null,
    },
  ];
}

/** The column of a package that holds the pseudonyms of its customers. */
function pseudonymColumn({ manifest }: StoredExport): string | null {
  return manifest.columns.find(({ tag, treatment }) => tag === undefined && treatment.kind === 'hash')?.name ?? null;
}

/**
 * Writes whom the recipient of a package is asked to delete, as the package calls them; the entry of the audit comes first.
 * @throws Fault UNKNOWN_EXPORT, INVALID_EXPORT for a package without pseudonyms or without anybody who refuses.
 */
async function writeRefusals(
  session: Session,
  { id, file }: Args<KernelMethods, 'refusals.write'>,
  call: CallContext,
): Promise<{ readonly customers: number; readonly bytes: number }> {
  const found = await session.read((connection) => findExport(connection, id));
  const column = pseudonymColumn(found);
  if (column === null || found.state !== 'written') throw refused(found, 'export.noPseudonyms', 'hint.askByKey');
  const keys = await exportKeys(session, found.spec.recipient.name);
  const pseudonyms = await session.readAside(async (connection) => {
    await keepRefused(session, connection, keys.history, call);
    const by = await customersBy(session, connection);
    const known = hashedText(`CAST(${keyText(by.rowColumn, by.key)} AS VARCHAR)`, { key: keys.recipient, type: 'customer' });
    const rows = await connection.query(refusedPseudonymsSql(by.rowColumn, known), [id], call.signal);
    return records(rows).map(({ pseudonym }) => String(pseudonym));
  });
  if (pseudonyms.length === 0) throw refused(found, 'export.noRefusals', 'hint.chooseExport');
  const detail = { export: id, customers: pseudonyms.length };
  await session.write((connection) => appendAudit(connection, session.ports, { action: 'refusal.list', detail }));
  session.changed('audit');
  const bytes = new TextEncoder().encode(tableCsv({ heads: [column], rows: pseudonyms.map((each) => [each]) }));
  await session.ports.files.write(file, [bytes]);
  return { customers: pseudonyms.length, bytes: bytes.length };
}

function refused(
  { id, spec }: StoredExport,
  key: 'export.noPseudonyms' | 'export.noRefusals',
  hint: 'hint.askByKey' | 'hint.chooseExport',
) {
  return fault('INVALID_EXPORT', key, { export: quoted(spec.name) }, { hint, at: { field: id } });
}
