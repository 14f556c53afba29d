import type { NodeCount } from '../bits/tree';
import type { CountBlock } from '../model/answers';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { readableSql } from '../sql/readableSql';
import { checkRule } from './checkRule';
import { evaluateRule } from './evaluate';
import { readTypedRule } from './readRules';
import { restsOn } from './restsOn';
import { ruleWords } from './ruleWords';
import type { Session } from './session';
import { unknownKeys } from './unknownKeys';
import { definitionOf, readBy, readVocabulary } from './vocabulary';

type RuleMethods = Pick<Handlers<KernelMethods>, 'rules.count' | 'rules.sql' | 'rules.read'>;

export function ruleHandlers(session: Session): RuleMethods {
  return {
    'rules.count': ({ rule }, { signal }) =>
      session.readOneVersion(async (connection) => {
        const { vocabulary, ...counted } = await evaluateRule(session, connection, rule, signal, (evaluation) => ({
          count: evaluation.members.count(),
          nodes: evaluation.nodes,
          vocabulary: evaluation.vocabulary,
        }));
        const strangers = await unknownKeys(rule, { session, connection, vocabulary, signal });
        return {
          count: counted.count,
          base: session.customers.customers,
          blocks: counted.nodes.map((node) => blockOf(node, strangers.get(node.path))),
          restsOn: await restsOn(session, connection, {
            definition: definitionOf(rule, vocabulary),
            read: readBy([rule], vocabulary),
          }),
        };
      }),
    'rules.sql': ({ rule, language }, { signal }) =>
      session.read(async (connection) => {
        const vocabulary = await readVocabulary(session, connection, [rule], signal);
        checkRule(rule, vocabulary);
        return { sql: readableSql(rule, vocabulary, ruleWords(vocabulary, language)) };
      }),
    'rules.read': ({ sql }, { signal }) => readTypedRule(session, sql, signal),
  };
}

function blockOf({ path, alone, cumulative, unknown }: NodeCount, keys: number | undefined): CountBlock {
  return { path, alone, cumulative, unknown, ...(keys === undefined ? {} : { unknownKeys: keys }) };
}
