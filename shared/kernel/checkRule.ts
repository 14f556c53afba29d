import { fault } from '../model/result';
import { type Condition, isGroup, type Rule, type TagCondition } from '../model/rule';
import { quoted } from '../model/saying';
import type { Membership } from '../model/segment';
import type { Tag } from '../model/tag';
import type { RelativeDay } from '../model/value';
import { checkPredicate } from '../sql/checkPredicate';
import { checkQuery } from '../sql/checkQuery';
import { atBlock, blockName, checkTag, childPath, typeWord } from './checkComparison';
import { checkEvent, checkFilter, checkRange } from './checkEvent';
import type { Vocabulary } from './names';
import { unknownTag } from './tags';

/**
 * Holds a rule to what it names: each tag, event, property, segment and list known, its operator right for its type, the
 * values as many and of the type that the operator wants. `path` in the errors is the block's position in the tree, such as
 * `0.2`.
 * @throws Fault UNKNOWN_TAG, UNKNOWN_EVENT, UNKNOWN_SEGMENT, UNKNOWN_LIST, INVALID_RULE, INVALID_SQL.
 */
export function checkRule(rule: Rule, vocabulary: Vocabulary, path = ''): void {
  if (isGroup(rule)) {
    for (const [index, child] of rule.rules.entries()) checkRule(child, vocabulary, childPath(path, index));
  } else {
    checkCondition(rule, vocabulary, path);
  }
}

/**
 * Holds a segment to what it names: its rule, and the expression and the tag that its limit goes by.
 * @throws Fault as `checkRule`.
 */
export function checkMembership({ who, limit }: Membership, vocabulary: Vocabulary): void {
  checkRule(who, vocabulary);
  if (limit?.by) checkSql(limit.by.expression, 'limit');
  if (limit?.per !== undefined && !vocabulary.tags.has(limit.per)) unknownTag(limit.per, 'limit', blockName('limit'));
}

function checkCondition(condition: Condition, vocabulary: Vocabulary, path: string): void {
  switch (condition.kind) {
    case 'tag':
      checkTagCondition(condition, vocabulary, path);
      return;
    case 'event':
      checkEvent(condition, vocabulary, path);
      return;
    case 'sequence':
      for (const filter of [...condition.steps, ...condition.exclude]) checkFilter(filter, vocabulary, path);
      if (condition.range) checkRange(condition.range, path);
      return;
    case 'segment':
      checkSegment(condition.segment, vocabulary, path);
      return;
    case 'list':
      checkList(condition.list, vocabulary, path);
      return;
    case 'query':
      checkQueryAt(condition.sql, vocabulary, path);
      return;
    case 'sql':
      checkSql(condition.predicate, path);
  }
}

function checkTagCondition(condition: TagCondition, { tags }: Vocabulary, path: string): void {
  const known = (id: string) => tags.get(id) ?? unknownTag(id, path, blockName(path));
  checkTag(condition, known(condition.tag), path);
  for (const value of condition.values) {
    if (typeof value === 'object' && 'from' in value) checkDateTag(value, known, path);
  }
}

function checkDateTag({ from }: RelativeDay, known: (id: string) => Tag, path: string): void {
  if (from === 'asOf') return;
  const tag = known(from.tag);
  if (tag.type === 'date') return;
  const said = { place: blockName(path), type: typeWord(tag), tag: tag.id };
  throw fault('INVALID_RULE', 'rule.wantsDate', said, { hint: 'hint.chooseDate', at: { path } });
}

/** @throws also where the segments come back to themselves, naming them in their order. */
function checkSegment(id: string, vocabulary: Vocabulary, path: string): void {
  const found = vocabulary.segments.get(id);
  if (!found) {
    const said = { place: blockName(path), segment: quoted(id) };
    throw fault('UNKNOWN_SEGMENT', 'segment.unknownAt', said, { hint: 'hint.chooseSegment', at: { path, field: id } });
  }
  const { reading } = vocabulary;
  if (reading.includes(id)) {
    const names = [...reading.slice(reading.indexOf(id)), id].map((each) => vocabulary.segments.get(each)?.name ?? each);
    const said = { place: blockName(path), segments: names.map((name) => quoted(name)) };
    throw fault('INVALID_RULE', 'rule.cycle', said, { hint: 'hint.breakCycle', at: { path, field: id } });
  }
  try {
    checkMembership(found, { ...vocabulary, reading: [...reading, id] });
  } catch (cause) {
    throw atBlock(cause, path);
  }
}

function checkQueryAt(sql: string, { queryTables, key }: Vocabulary, path: string): void {
  if (key === null) throw fault('INVALID_RULE', 'rule.noKey', { place: blockName(path) }, { hint: 'hint.giveKey', at: { path } });
  try {
    checkQuery(sql, queryTables);
  } catch (cause) {
    throw atBlock(cause, path);
  }
}

function checkList(id: string, { lists, key }: Vocabulary, path: string): void {
  const place = blockName(path);
  if (!lists.has(id)) {
    throw fault(
      'UNKNOWN_LIST',
      'list.unknownAt',
      { place, list: quoted(id) },
      { hint: 'hint.chooseList', at: { path, field: id } },
    );
  }
  if (key === null) throw fault('INVALID_RULE', 'rule.noKey', { place }, { hint: 'hint.giveKey', at: { path } });
}

function checkSql(predicate: string, path: string): void {
  try {
    checkPredicate(predicate);
  } catch (cause) {
    throw atBlock(cause, path);
  }
}
