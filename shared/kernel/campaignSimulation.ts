import type { KeptLevel, SimulationAnswer } from '../model/contactPolicy';
import { activeRule } from '../model/rule';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { audienceOf } from './checkCampaign';
import { fitTag } from './checkExperiment';
import { readPolicy } from './contactPolicy';
import type { EvaluationScope } from './evaluationScope';
import { type Levels, levelsOf } from './experimentLevels';
import { applyPolicy, KEPT, type PolicyOutcome, WITHHELD } from './policySets';
import type { SqlConnection } from './ports';
import { restsOn } from './restsOn';
import type { Session } from './session';
import { findCampaign } from './storedCampaigns';
import { definitionOf, membershipOf, readBy, readVocabulary } from './vocabulary';

export function campaignSimulationHandlers(session: Session): Pick<Handlers<KernelMethods>, 'campaigns.simulate'> {
  return {
    'campaigns.simulate': ({ id, tags }, call) =>
      session.readOneVersion((connection) => simulate(session, connection, { id, tags }, call)),
  };
}

/** @throws Fault UNKNOWN_CAMPAIGN, UNKNOWN_TAG, INVALID_REQUEST for a tag without levels, and as `applyPolicy`. */
async function simulate(
  session: Session,
  connection: SqlConnection,
  { id, tags }: { readonly id: string; readonly tags: readonly string[] },
  call: CallContext,
): Promise<SimulationAnswer> {
  const { campaign } = await findCampaign(session, connection, id);
  const { policy, version } = await readPolicy(connection);
  const audience = await audienceOf(connection, campaign);
  const rules = policy.rules.map(({ who }) => activeRule(who));
  const vocabulary = await readVocabulary(session, connection, [audience.who, ...rules], call.signal);
  for (const [at, tag] of tags.entries()) fitTag(tag, vocabulary, `tags.${at}`, ['category', 'boolean']);
  const scope = { session, connection, vocabulary, signal: call.signal };
  const outcome = await applyPolicy(session, connection, { campaign, policy }, call);
  const read = readBy([audience.who, ...rules], vocabulary);
  const named = tags.flatMap((tag) => vocabulary.tags.get(tag) ?? []);
  return {
    ...outcome.withheld,
    levels: await session.withResident(() => levelsKept(scope, tags, outcome)),
    policyVersion: version,
    restsOn: await restsOn(session, connection, {
      definition: {
        audience: membershipOf(audience, vocabulary),
        policy: { ...policy, rules: rules.map((rule) => definitionOf(rule, vocabulary)) },
        waived: campaign.waived,
      },
      read: { tags: [...read.tags, ...named], tables: read.tables },
      base: { name: campaign.name, n: outcome.withheld.n },
    }),
  };
}

async function levelsKept(
  scope: EvaluationScope,
  tags: readonly string[],
  outcome: PolicyOutcome,
): Promise<SimulationAnswer['levels']> {
  const rows = rowsWhere(outcome.outcomes, (value) => value > 0);
  const all: SimulationAnswer['levels'][number][] = [];
  for (const tag of tags) all.push({ tag, levels: keptByLevel(await levelsOf(scope, tag, rows), rows, outcome) });
  return all;
}

function keptByLevel({ levels, levelOf }: Levels, rows: Uint32Array, { outcomes, withheld }: PolicyOutcome): KeptLevel[] {
  const found = levels.map((level) => ({ ...level, n: 0, kept: 0, first: withheld.steps.map(() => 0) }));
  for (const [at, row] of rows.entries()) {
    const level = found[levelOf[at] ?? 0];
    const outcome = outcomes[row] ?? 0;
    if (!level) continue;
    level.n += 1;
    if (outcome === KEPT) level.kept += 1;
    else level.first[outcome - WITHHELD] = (level.first[outcome - WITHHELD] ?? 0) + 1;
  }
  return found;
}

/** Row numbers, ascending, of the customers whose outcome is as asked for. */
function rowsWhere(outcomes: Uint8Array, is: (outcome: number) => boolean): Uint32Array {
  const rows = new Uint32Array(outcomes.length);
  let n = 0;
  for (let row = 0; row < outcomes.length; row++) if (is(outcomes[row] ?? 0)) rows[n++] = row;
  return rows.slice(0, n);
}
