import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { compileRule } from '../sql/compileRule';
import { countForReadingSql } from '../sql/tagsSql';
import { checkRule } from './checkRule';
import { evaluateRule } from './evaluate';
import { restsOn } from './restsOn';
import type { Session } from './session';
import { definitionOf, readBy, readVocabulary } from './vocabulary';

type RuleMethods = Pick<Handlers<KernelMethods>, 'rules.count' | 'rules.sql'>;

export function ruleHandlers(session: Session): RuleMethods {
  return {
    'rules.count': ({ rule }, { signal }) =>
      session.readOneVersion((connection) =>
        evaluateRule(session, connection, rule, signal, async ({ nodes, members, vocabulary }) => ({
          count: members.count(),
          base: session.customers.customers,
          blocks: nodes.map(({ path, alone, cumulative, unknown }) => ({ path, alone, cumulative, unknown })),
          restsOn: await restsOn(session, connection, {
            definition: definitionOf(rule, vocabulary),
            read: readBy([rule], vocabulary),
          }),
        })),
      ),
    'rules.sql': ({ rule }, { signal }) =>
      session.read(async (connection) => {
        const vocabulary = await readVocabulary(session, connection, [rule], signal);
        checkRule(rule, vocabulary);
        return { sql: countForReadingSql(compileRule(rule, vocabulary)) };
      }),
  };
}
