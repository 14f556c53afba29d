import type { RestsOn } from '../model/answers';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { compileRule } from '../sql/compileRule';
import { countForReadingSql } from '../sql/tagsSql';
import { checkRule } from './checkRule';
import { evaluateRule } from './evaluate';
import type { Session } from './session';
import { tagLibrary } from './tags';

type RuleMethods = Pick<Handlers<KernelMethods>, 'rules.count' | 'rules.sql'>;

export function ruleHandlers(session: Session): RuleMethods {
  return {
    'rules.count': ({ rule }, { signal }) =>
      session.readOneVersion((connection) =>
        evaluateRule(session, connection, rule, signal, ({ nodes, members }) => ({
          count: members.count(),
          base: session.customers.customers,
          blocks: nodes.map(({ path, alone, cumulative, unknown }) => ({ path, alone, cumulative, unknown })),
          restsOn: restsOn(session, rule),
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

export function restsOn(
  session: Session,
  definition: unknown,
  base: RestsOn['base'] = { name: 'all', n: session.customers.customers },
): RestsOn {
  const hash = session.ports.sha256();
  hash.update(new TextEncoder().encode(JSON.stringify(definition)));
  const { engine, dataVersion } = session.open;
  return { dataVersion, definition: hash.digest(), asOf: session.customers.asOf, base, engine: engine.name };
}
