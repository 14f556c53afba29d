import { type ExportPolicy, type ExportPolicyState, exportPolicySchema } from '../model/export';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { appendAudit } from './audit';
import { currentDefinitions, saveDefinition } from './definitions';
import type { SqlConnection } from './ports';
import type { Session } from './session';

/** A workspace has one. */
const POLICY_ID = 'policy';

export function exportPolicyHandlers(session: Session): Pick<Handlers<KernelMethods>, 'exportPolicy.get' | 'exportPolicy.save'> {
  return {
    'exportPolicy.get': () => session.read(readExportPolicy),
    'exportPolicy.save': async ({ policy }) => {
      const saved = await session.write((connection) => savePolicy(session, connection, policy));
      session.changed('exports', 'audit');
      return saved;
    },
  };
}

/** The one in force; where none was saved, its defaults. */
export async function readExportPolicy(connection: SqlConnection): Promise<ExportPolicyState> {
  const [saved] = await currentDefinitions(connection, 'exportPolicy');
  if (!saved) return { policy: exportPolicySchema.parse({}), version: 0 };
  return { policy: exportPolicySchema.parse(saved.body), version: saved.version };
}

async function savePolicy(session: Session, connection: SqlConnection, policy: ExportPolicy): Promise<ExportPolicyState> {
  const now = session.ports.clock.now();
  const { version } = await saveDefinition(connection, { kind: 'exportPolicy', id: POLICY_ID, body: policy, now });
  await appendAudit(connection, session.ports, { action: 'exportPolicy.save', detail: { version } });
  return { policy, version };
}
