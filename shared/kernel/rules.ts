import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { readableSql } from '../sql/readableSql';
import { checkRule } from './checkRule';
import { evaluateRule } from './evaluate';
import { readTypedRule } from './readRules';
import { restsOn } from './restsOn';
import { ruleWords } from './ruleWords';
import type { Session } from './session';
import { definitionOf, readBy, readVocabulary } from './vocabulary';

type RuleMethods = Pick<Handlers<KernelMethods>, 'rules.count' | 'rules.sql' | 'rules.read'>;

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
    'rules.sql': ({ rule, language }, { signal }) =>
      session.read(async (connection) => {
        const vocabulary = await readVocabulary(session, connection, [rule], signal);
        checkRule(rule, vocabulary);
        return { sql: readableSql(rule, vocabulary, ruleWords(vocabulary, language)) };
      }),
    'rules.read': ({ sql }, { signal }) => readTypedRule(session, sql, signal),
  };
}
