import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { compileRule } from '../sql/compileRule';
import { countForReadingSql } from '../sql/tagsSql';
import { checkRule } from './checkRule';
import { evaluateRule } from './evaluate';
import { restsOn, tagsOf } from './restsOn';
import type { Session } from './session';
import { tagLibrary } from './tags';

type RuleMethods = Pick<Handlers<KernelMethods>, 'rules.count' | 'rules.sql'>;

export function ruleHandlers(session: Session): RuleMethods {
  return {
    'rules.count': ({ rule }, { signal }) =>
      session.readOneVersion((connection) =>
        evaluateRule(session, connection, rule, signal, async ({ nodes, members }) => ({
          count: members.count(),
          base: session.customers.customers,
          blocks: nodes.map(({ path, alone, cumulative, unknown }) => ({ path, alone, cumulative, unknown })),
          restsOn: await restsOn(session, connection, {
            definition: rule,
            tags: tagsOf(rule, await tagLibrary(session, connection)),
          }),
        })),
      ),
    'rules.sql': ({ rule }) =>
      session.read(async (connection) => {
        const { asOf } = session.customers;
        const tags = await tagLibrary(session, connection);
        checkRule(rule, tags);
        const expression = compileRule(rule, { typeOf: (id) => tags.get(id)?.type ?? 'category', asOf });
        return { sql: countForReadingSql(expression) };
      }),
  };
}
