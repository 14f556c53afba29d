import type { KeptCanaries } from '../model/canary';
import { canariesOf, type ExportPolicy, type ExportSpec } from '../model/export';
import type { CallContext } from '../rpc/method';
import { CREATE_CANARIES_SQL } from '../sql/canariesSql';
import { stageCanaries } from './exportCanaries';
import type { ExportKeys } from './exportKeys';
import { quasiOf, type StagedRows, stageRows } from './exportRows';
import type { SqlConnection } from './ports';
import type { Session } from './session';

export interface StagedExport extends StagedRows {
  /** Rows that were made up among them; null: none. */
  readonly canaries: KeptCanaries | null;
}

export interface ToStage {
  readonly id: string;
  readonly spec: ExportSpec;
  readonly keys: ExportKeys;
  readonly policy: ExportPolicy;
}

/** The rows of an export as `stageRows` makes them, and the made-up ones among them. @throws Fault as `stageRows` and `stageCanaries`. */
export async function stageExport(
  session: Session,
  connection: SqlConnection,
  { id, spec, keys, policy }: ToStage,
  call: CallContext,
): Promise<StagedExport> {
  const least = policy.limits[spec.recipient.kind];
  const staged = await stageRows(session, connection, { id, spec, key: keys.recipient, least }, call);
  const n = staged.leaving === 0 ? 0 : canariesOf(spec, policy);
  await connection.exec(CREATE_CANARIES_SQL);
  if (n === 0) return { ...staged, canaries: null };
  const { columns } = staged;
  const asked = { id, spec, columns, quasi: quasiOf(columns, spec), n, key: keys.canaries, least, decoys: policy.decoys };
  return { ...staged, canaries: await stageCanaries(connection, asked, call.signal) };
}
