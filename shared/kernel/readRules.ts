import { Fault, fault } from '../model/result';
import type { RuleReading } from '../model/segment';
import { readRule } from '../sql/readRule';
import { checkRule } from './checkRule';
import { queryColumns, withQuery } from './runQuery';
import type { Session } from './session';
import { tagLibrary } from './tags';
import { vocabularyOf } from './vocabulary';

/**
 * A statement as the blocks of a rule, where it means one; else as it is, with the place and the reason.
 * @throws Fault INVALID_SQL, UNKNOWN_TABLE, UNKNOWN_COLUMN where it is no query of one column.
 */
export async function readTypedRule(session: Session, sql: string, signal: AbortSignal): Promise<RuleReading> {
  const columns = (await withQuery(session, sql, signal, queryColumns)).length;
  if (columns !== 1) throw fault('INVALID_SQL', 'rule.oneColumn', { columns }, { hint: 'hint.selectKey' });
  return await session.read(async (connection) => {
    const vocabulary = await vocabularyOf(session, connection, await tagLibrary(session, connection), signal);
    try {
      const rule = readRule(sql, {
        ...vocabulary,
        tagIds: vocabulary.tags.keys(),
        propIds: vocabulary.props.keys(),
        check: (condition) => checkRule(condition, vocabulary),
      });
      return { rule };
    } catch (cause) {
      if (!(cause instanceof Fault)) throw cause;
      return { query: sql.trim(), reason: cause.error };
    }
  });
}
