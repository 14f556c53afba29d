import { type ContactPolicy, contactPolicySchema, type PolicyState } from '../model/contactPolicy';
import { fault } from '../model/result';
import { activeRule } from '../model/rule';
import { quoted } from '../model/saying';
import { stableJson } from '../model/stableJson';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { appendAudit } from './audit';
import { checkDays } from './checkCampaign';
import { checkRule } from './checkRule';
import { currentDefinitions, saveDefinition } from './definitions';
import type { SqlConnection } from './ports';
import { holdRole } from './roles';
import type { Session } from './session';
import { readVocabulary } from './vocabulary';

/** A workspace has one. */
const POLICY_ID = 'policy';

export function contactPolicyHandlers(
  session: Session,
): Pick<Handlers<KernelMethods>, 'contactPolicy.get' | 'contactPolicy.save'> {
  return {
    'contactPolicy.get': () => session.read(readPolicy),
    'contactPolicy.save': async ({ policy }, { signal }) => {
      const saved = await session.write(async (connection): Promise<PolicyState> => {
        await holdMandatory(session, connection, policy);
        await checkPolicy(session, connection, policy, signal);
        const now = session.ports.clock.now();
        const { version, savedAt } = await saveDefinition(connection, {
          kind: 'contactPolicy',
          id: POLICY_ID,
          body: policy,
          now,
        });
        await appendAudit(connection, session.ports, { action: 'contactPolicy.save', detail: { version } });
        return { policy, version, savedAt };
      });
      session.changed('contactPolicy', 'audit');
      return saved;
    },
  };
}

/** The one in force; where none was saved it holds nothing. */
export async function readPolicy(connection: SqlConnection): Promise<PolicyState> {
  const [saved] = await currentDefinitions(connection, 'contactPolicy');
  if (!saved) return { policy: contactPolicySchema.parse({}), version: 0, savedAt: null };
  return { policy: contactPolicySchema.parse(saved.body), version: saved.version, savedAt: saved.savedAt };
}

/** Where people are named, rules that no campaign may do without are an admin's. @throws Fault ROLE_REFUSED. */
async function holdMandatory(session: Session, connection: SqlConnection, { rules }: ContactPolicy): Promise<void> {
  const before = (await readPolicy(connection)).policy;
  const mandatory = (all: ContactPolicy['rules']) => stableJson(all.filter((rule) => rule.mandatory));
  if (mandatory(before.rules) !== mandatory(rules)) await holdRole(session, connection, 'mandatory');
}

async function checkPolicy(
  session: Session,
  connection: SqlConnection,
  { rules, caps, quiet }: ContactPolicy,
  signal: AbortSignal,
): Promise<void> {
  refuseSameIds([...rules, ...caps].map(({ id }) => id));
  for (const [at, days] of quiet.entries()) checkDays(days, `quiet.${at}`);
  const asked = rules.map(({ who }) => activeRule(who));
  const vocabulary = await readVocabulary(session, connection, asked, signal);
  for (const rule of asked) checkRule(rule, vocabulary);
}

/** A campaign that does without a rule names it by its id. */
function refuseSameIds(ids: readonly string[]): void {
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice === undefined) return;
  throw fault('INVALID_CAMPAIGN', 'policy.sameId', { id: quoted(twice) }, { hint: 'hint.otherId', at: { field: twice } });
}
