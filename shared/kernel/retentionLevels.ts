import { CodeColumn } from '../bits/codeColumn';
import { fault } from '../model/result';
import { MOST_RETENTION_LEVELS, type RetentionLevel, type RetentionSpec } from '../model/retention';
import type { Rule } from '../model/rule';
import { quoted } from '../model/saying';
import type { Tag } from '../model/tag';
import { typeWord } from './checkComparison';
import type { EvaluationScope } from './evaluationScope';
import { findSegment } from './storedSegments';
import { isCached, withColumn } from './tagColumns';
import { unknownTag } from './tags';

/** A part of the customers that gets a table of its own. */
export interface LevelOfCustomers extends Pick<RetentionLevel, 'value' | 'label'> {
  readonly rule: Rule;
}

interface Levels {
  readonly levels: readonly LevelOfCustomers[];
  /** Values beyond those. */
  readonly hidden: number;
}

/** The segments as they are named, or the commonest values of a tag and then the unknown. @throws Fault UNKNOWN_TAG, UNKNOWN_SEGMENT, INVALID_REQUEST. */
export async function levelsOf(scope: EvaluationScope, by: NonNullable<RetentionSpec['by']>): Promise<Levels> {
  if ('segments' in by) {
    const levels: LevelOfCustomers[] = [];
    for (const id of by.segments) {
      const { name } = await findSegment(scope.connection, id);
      levels.push({ value: id, label: name, rule: { kind: 'segment', segment: id, member: true } });
    }
    return { levels, hidden: 0 };
  }
  const tag = scope.vocabulary.tags.get(by.tag) ?? unknownTag(by.tag, 'by.tag', null);
  if ((tag.type !== 'category' && tag.type !== 'boolean') || !isCached(tag)) {
    throw fault(
      'INVALID_REQUEST',
      'retention.unfitTag',
      { tag: quoted(tag.name), type: typeWord(tag) },
      { at: { path: 'by.tag' } },
    );
  }
  const { session, connection, signal } = scope;
  return await session.withResident(() =>
    withColumn(
      session,
      connection,
      tag,
      (column) => (column instanceof CodeColumn ? valuesOf(tag, column) : { levels: [], hidden: 0 }),
      signal,
    ),
  );
}

function valuesOf(tag: Tag, { dictionary, totals }: CodeColumn): Levels {
  const values = dictionary
    .map((text, at) => ({ text, n: totals[at + 1] ?? 0 }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n || (a.text < b.text ? -1 : 1));
  const unknown: LevelOfCustomers[] =
    (totals[0] ?? 0) > 0 ? [{ value: null, label: '', rule: { kind: 'tag', tag: tag.id, op: 'isNull', values: [] } }] : [];
  const shown = values.slice(0, MOST_RETENTION_LEVELS - unknown.length).map(({ text }): LevelOfCustomers => {
    const value = tag.type === 'boolean' ? text === 'true' : text;
    const label = tag.labels.find((each) => each.value === text)?.label ?? text;
    return { value, label, rule: { kind: 'tag', tag: tag.id, op: 'is', values: [value] } };
  });
  return { levels: [...shown, ...unknown], hidden: values.length - shown.length };
}
