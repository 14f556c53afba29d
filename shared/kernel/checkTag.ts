import type { SentenceKey } from '../model/faultTexts';
import { measureType } from '../model/measure';
import { Fault, fault } from '../model/result';
import type { Rule } from '../model/rule';
import { type PlainHintKey, quoted, say, type ValuesOf } from '../model/saying';
import type { Tag, TagDefinition, TagType } from '../model/tag';
import type { BucketSource, CasesSource, TagSourceOf, TagValue } from '../model/tagSource';
import { checkScalar, columnOfName } from '../sql/checkPredicate';
import { compileMeasure } from '../sql/compileEvent';
import { compileRule } from '../sql/compileRule';
import { printForReading, printMeasureRowsWhole } from '../sql/print';
import { bucketSql, casesSql, type TagValueSql } from '../sql/tagSourcesSql';
import { describeSql } from '../sql/tagValuesSql';
import { checkBehaviour } from './checkEvent';
import { checkRule } from './checkRule';
import { checkContacts } from './contactTags';
import type { Vocabulary } from './names';
import type { SqlConnection } from './ports';
import { checkRfm } from './rfm';
import type { Session } from './session';
import { findSegment } from './storedSegments';
import { records } from './table';
import { checkList } from './tagLists';
import { type Before, readsOf, refuseCycle, tagsBefore } from './tagReads';
import type { TagScope } from './tagScope';
import { unknownTag } from './tags';
import { vocabularyOf } from './vocabulary';

export interface TagContext {
  readonly session: Session;
  readonly connection: SqlConnection;
  readonly scope: TagScope;
  readonly signal: AbortSignal;
}

/** A definition that can be computed, and how. */
export interface CheckedTag {
  readonly type: TagType;
  /** Null where the values are those of a column. */
  readonly value: TagValueSql | null;
}

/**
 * Holds a definition to the library, the tables and the segments that it reads, and compiles it.
 * @throws Fault INVALID_TAG, UNKNOWN_TAG, UNKNOWN_SEGMENT, UNKNOWN_TABLE, UNKNOWN_COLUMN, INVALID_RULE, INVALID_SQL, KEY_VIOLATION.
 */
export async function checkTag(context: TagContext, definition: TagDefinition): Promise<CheckedTag> {
  checkNames(definition, context.scope);
  refuseCycle(definition.id, beforeWith(context.scope, definition));
  refuseFailed(context.scope, definition);
  const checked = await compileTag(context, definition);
  const { type } = definition;
  if (type === undefined || type === checked.type) return checked;
  const said = { type: say(`tagType.${checked.type}`, {}), given: say(`tagType.${type}`, {}) };
  throw invalid('tag.wrongType', said, 'hint.leaveTypeOut', 'type');
}

/** What comes before each tag if this definition were saved. */
export function beforeWith(scope: TagScope, definition?: TagDefinition): Before {
  const known = { ...scope, tags: new Map<string, Pick<Tag, 'source'>>(scope.tags) };
  if (definition) known.tags.set(definition.id, definition);
  return (id) => {
    const tag = known.tags.get(id);
    return tag ? tagsBefore(readsOf(tag, known), known) : [];
  };
}

/** Values of a tag that failed are old ones, or none. */
function refuseFailed(scope: TagScope, definition: TagDefinition): void {
  for (const id of tagsBefore(readsOf(definition, scope), scope)) {
    const tag = scope.tags.get(id);
    if (tag?.error)
      throw invalid(
        'tag.readsFailed',
        { tag: quoted(id), problem: tag.error.say ?? tag.error.message },
        'hint.fixThatTag',
        'source',
      );
  }
}

function checkNames({ id, name, source }: TagDefinition, { tags }: TagScope): void {
  const own = tags.get(id);
  const isColumn = source.kind === 'column';
  if (isColumn && own?.source.kind !== 'column') {
    const said = { id: quoted(id), column: quoted(source.column), table: quoted(source.table) };
    throw invalid('tag.notColumn', said, 'hint.chooseTag', 'id');
  }
  const sameId = [...tags.keys()].find((each) => each.toLowerCase() === id.toLowerCase());
  const isOther = sameId !== undefined && (sameId !== id || (own?.source.kind === 'column' && !own.error && !isColumn));
  if (isOther) throw invalid('tag.idTaken', { id: quoted(id) }, 'hint.otherTagId', 'id');
  if ([...tags.values()].some((tag) => tag.id !== id && tag.name === name))
    throw invalid('tag.nameTaken', { name: quoted(name) }, 'hint.otherTagName', 'name');
}

async function compileTag(context: TagContext, { source }: TagDefinition): Promise<CheckedTag> {
  switch (source.kind) {
    case 'column': {
      const tag = [...context.scope.tags.values()].find(({ source: each }) => isSame(each, source));
      return { type: tag?.type ?? 'category', value: null };
    }
    case 'bucket':
      return expression('category', checkBucket(source, context.scope));
    case 'behaviour':
      return await checkMeasure(context, source);
    case 'expression':
      return await checkExpression(context, source);
    case 'cases':
      return await checkCases(context, source);
    case 'list':
    case 'model':
      return await checkList(context, source);
    case 'rfm':
      return await checkRfm({ ...context, tags: context.scope.tags }, source);
    case 'contacts':
      return await checkContacts(context, source);
    case 'segment': {
      const { who } = await findSegment(context.connection, source.segment);
      return expression('boolean', ruleSql(await namesOf(context), who));
    }
  }
}

function isSame(source: Tag['source'], { table, column }: TagSourceOf<'column'>): boolean {
  return source.kind === 'column' && source.table === table && source.column === column;
}

function expression(type: TagType, sql: string): CheckedTag {
  return { type, value: { kind: 'expression', sql } };
}

function checkBucket(source: BucketSource, { tags }: TagScope): string {
  const { tag: id, edges, labels } = source;
  const tag = tags.get(id) ?? unknownTag(id, 'source.tag', null);
  const type = say(`tagType.${tag.type}`, {});
  if (tag.type !== 'number' && tag.type !== 'date')
    throw invalid('tag.bucketType', { tag: quoted(id), type }, 'hint.numberTag', 'source.tag');
  for (const edge of edges)
    if ((typeof edge === 'number') !== (tag.type === 'number'))
      throw invalid('tag.edgeType', { edge, type, tag: quoted(id) }, 'hint.edges', 'source.edges');
  if (edges.some((edge, index) => index > 0 && !((edges[index - 1] ?? edge) < edge)))
    throw invalid('tag.edges', {}, 'hint.edges', 'source.edges');
  if (labels.length !== edges.length + 1) {
    const said = { edges: edges.length, buckets: edges.length + 1, given: labels.length };
    throw invalid('tag.bucketLabels', said, 'hint.labelPerRange', 'source.labels');
  }
  return bucketSql(source);
}

/** The conditions of the cases, in order. */
export async function caseConditions(context: TagContext, { cases }: CasesSource): Promise<string[]> {
  const vocabulary = await namesOf(context);
  return cases.map(({ rule }, index) => {
    try {
      return ruleSql(vocabulary, rule);
    } catch (cause) {
      if (!(cause instanceof Fault)) throw cause;
      const { code, say: said, message, at } = cause.error;
      const rest = { at: { ...at, path: `source.cases.${index}.rule${at?.path ? `.${at.path}` : ''}` } };
      throw fault(code, 'tag.case', { index: index + 1, problem: said ?? message }, rest);
    }
  });
}

async function checkCases(context: TagContext, source: CasesSource): Promise<CheckedTag> {
  const values = source.cases.map(({ value }) => value);
  const types = new Set([...values, ...(source.otherwise === null ? [] : [source.otherwise])].map(typeOfValue));
  const [type = 'category'] = types;
  if (types.size > 1) {
    const said = { types: [...types].map((each) => say(`tagType.${each}`, {})) };
    throw invalid('tag.mixedValues', said, 'hint.oneType', 'source.cases');
  }
  const conditions = await caseConditions(context, source);
  const cases = source.cases.map(({ value }, index) => ({ condition: conditions[index] ?? 'FALSE', value }));
  const sql = casesSql(cases, source.otherwise);
  await describe(context, sql);
  return expression(type, sql);
}

function typeOfValue(value: TagValue): TagType {
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'category';
}

/** What rules may name, with the tags of the scope. */
function namesOf({ session, connection, scope, signal }: TagContext): Promise<Vocabulary> {
  return vocabularyOf(session, connection, scope.tags, signal);
}

/** A rule as a condition over `tags.customers`. */
function ruleSql(vocabulary: Vocabulary, rule: Rule): string {
  checkRule(rule, vocabulary);
  return `(${printForReading(compileRule(rule, vocabulary))})`;
}

async function checkMeasure(context: TagContext, source: TagSourceOf<'behaviour'>): Promise<CheckedTag> {
  const vocabulary = await namesOf(context);
  checkBehaviour(source, vocabulary, '');
  const measure = compileMeasure(source, vocabulary);
  const value = { kind: 'rows', sql: printMeasureRowsWhole(measure), otherwise: measure.otherwise } as const;
  return { type: measureType(source, vocabulary.propType), value };
}

async function checkExpression(context: TagContext, { sql }: TagSourceOf<'expression'>): Promise<CheckedTag> {
  checkScalar(sql);
  const found = await describeTyped(context, sql);
  const type = typeOfSql(found);
  if (type === null) throw invalid('tag.sqlType', { type: found }, 'hint.castTag', 'source.sql');
  return expression(type, `(${sql})`);
}

/** What the database says of the expression itself is said at its place there. */
async function describeTyped(context: TagContext, sql: string): Promise<string> {
  try {
    return await describe(context, sql);
  } catch (cause) {
    if (!(cause instanceof Fault) || cause.error.code !== 'INVALID_SQL') throw cause;
    const { message } = cause.error;
    const name = /"((?:[^"]|"")*)"/.exec(message)?.[1];
    const column = name === undefined ? undefined : columnOfName(sql, name);
    const rest = { hint: 'hint.sqlExpression', at: { path: 'source.sql', ...(column === undefined ? {} : { column }) } } as const;
    if (column === undefined) throw fault('INVALID_SQL', 'tag.sqlProblem', { problem: message }, rest);
    throw fault('INVALID_SQL', 'tag.sqlProblemAt', { column, problem: message }, rest);
  }
}

async function describe({ connection, signal }: TagContext, sql: string): Promise<string> {
  return String(records(await connection.query(describeSql(sql), [], signal))[0]?.column_type);
}

function typeOfSql(sqlType: string): TagType | null {
  if (/^(VARCHAR|"NULL"|NULL|ENUM)/.test(sqlType)) return 'category';
  if (/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL)/.test(sqlType)) return 'number';
  if (sqlType === 'BOOLEAN') return 'boolean';
  return /^(DATE|TIMESTAMP)/.test(sqlType) ? 'date' : null;
}

function invalid<K extends SentenceKey>(key: K, values: ValuesOf<K>, hint: PlainHintKey, path: string): Fault {
  return fault('INVALID_TAG', key, values, { hint, at: { path } });
}
