import type { DataClass } from '../model/classification';
import { type Fault, fault } from '../model/result';
import { type Deed, type Role, rolesFor } from '../model/role';
import { type Saying, say } from '../model/saying';
import { fingerprint } from '../package/signature';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { readExportPolicy } from './exportPolicy';
import type { SqlConnection } from './ports';
import type { Session } from './session';

/** The methods that take a role as a whole. */
const DEED_OF = {
  'exports.preview': 'export',
  'exports.write': 'export',
  'exports.request': 'export',
  'exports.release': 'export',
  'refusals.write': 'export',
  'workLists.open': 'workList',
  'workLists.transfer': 'workList',
  'workLists.write': 'workList',
  'customers.unmask': 'unmask',
  'customers.erase': 'erase',
  'exportPolicy.save': 'exportPolicy',
  'classification.save': 'classes',
} as const satisfies { readonly [K in keyof KernelMethods]?: Deed };

/** The same handlers, where people are named in the export policy for those alone whose role may. @throws Fault ROLE_REFUSED. */
export function withRoles(session: Session, handlers: Handlers<KernelMethods>): Handlers<KernelMethods> {
  const held = Object.entries(DEED_OF).map(([name, deed]) => {
    const answer = handlers[name as keyof typeof DEED_OF] as (args: unknown, call: unknown) => Promise<unknown>;
    return [
      name,
      async (args: unknown, call: unknown) => {
        await session.read((connection) => holdRole(session, connection, deed));
        return await answer(args, call);
      },
    ];
  });
  return { ...handlers, ...(Object.fromEntries(held) as Pick<Handlers<KernelMethods>, keyof typeof DEED_OF>) };
}

/** @throws Fault ROLE_REFUSED where people are named and the key here has no role that may. */
export async function holdRole(session: Session, connection: SqlConnection, deed: Deed): Promise<void> {
  const refusal = await refusalOf(session, connection, deed, say(`deed.${deed}`, {}));
  if (refusal) throw refusal;
}

/** What to say to somebody whose role may not do a deed; null where it may. `said` is what was tried. */
export async function refusalOf(session: Session, connection: SqlConnection, deed: Deed, said: Saying): Promise<Fault | null> {
  const { policy } = await readExportPolicy(connection);
  if (policy.people.length === 0) return null;
  const publicKey = await session.ports.keys.publicKey();
  const own = policy.people.find((person) => person.publicKey === publicKey);
  const roles = rolesFor(deed, policy);
  if (own && roles.includes(own.role)) return null;
  const rest = {
    deed: said,
    roles: roles.length === 0 ? [say('role.none', {})] : roles.map(sayRole),
    fingerprint: fingerprint(publicKey),
    own: own ? sayRole(own.role) : say('role.unnamed', {}),
  };
  return fault('ROLE_REFUSED', 'role.refused', rest, { hint: 'hint.askAdmin' });
}

/** Where people are named, the class that is written into a tag is an admin's. @throws Fault ROLE_REFUSED. */
export async function holdClass(
  session: Session,
  connection: SqlConnection,
  before: DataClass | undefined,
  after: DataClass | undefined,
): Promise<void> {
  if (before !== after) await holdRole(session, connection, 'classes');
}

function sayRole(role: Role) {
  return say(`role.${role}`, {});
}
