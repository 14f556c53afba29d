import { type ExportPolicy, type ExportPolicyState, exportPolicySchema } from '../model/export';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { appendAudit } from './audit';
import { currentDefinitions, saveDefinition } from './definitions';
import type { Ports, SqlConnection } from './ports';
import type { Session } from './session';

/** A workspace has one. */
const POLICY_ID = 'policy';

export function exportPolicyHandlers(session: Session): Pick<Handlers<KernelMethods>, 'exportPolicy.get' | 'exportPolicy.save'> {
  return {
    'exportPolicy.get': () => session.read(readExportPolicy),
    'exportPolicy.save': async ({ policy }) => {
      await holdAdmin(session.ports, policy);
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
  await appendAudit(connection, session.ports, {
    action: 'exportPolicy.save',
    detail: { version, people: policy.people.map(({ publicKey, role }) => ({ publicKey, role })) },
  });
  return { policy, version };
}

/** Whoever names people stays an admin among them, so that a wrong key locks nobody out. @throws Fault INVALID_REQUEST. */
async function holdAdmin({ keys }: Pick<Ports, 'keys'>, { people }: ExportPolicy): Promise<void> {
  if (people.length === 0) return;
  const at = { field: 'people' };
  const named = people.map((person) => person.publicKey);
  const twice = people.find((person, place) => named.indexOf(person.publicKey) !== place);
  if (twice) throw fault('INVALID_REQUEST', 'role.twice', { name: quoted(twice.name) }, { hint: 'hint.oneRole', at });
  const publicKey = await keys.publicKey();
  if (people.some((person) => person.publicKey === publicKey && person.role === 'admin')) return;
  throw fault('INVALID_REQUEST', 'role.noAdmin', { publicKey }, { hint: 'hint.nameYourself', at });
}
