import { isIsoDay } from '../model/calendar';
import { Fault, fault } from '../model/result';
import { isGroup, type Rule, type TagCondition, type TagOperator } from '../model/rule';
import { quoted, type Saying, say } from '../model/saying';
import { OPERATORS_BY_TYPE, type Tag, type TagType } from '../model/tag';
import { checkPredicate } from '../sql/checkPredicate';
import { unknownTag } from './tags';

/**
 * Holds a rule to the tags it reads: each tag known, its operator right for its type, the values as many and of the type
 * that the operator wants. `path` in the errors is the block's position in the tree, such as `0.2`.
 * @throws Fault UNKNOWN_TAG, INVALID_RULE, INVALID_SQL.
 */
export function checkRule(rule: Rule, tags: ReadonlyMap<string, Tag>, path = ''): void {
  if (isGroup(rule)) {
    for (const [index, child] of rule.rules.entries()) checkRule(child, tags, childPath(path, index));
  } else if (rule.kind === 'sql') {
    checkSql(rule.predicate, path);
  } else {
    checkTag(rule, tags.get(rule.tag) ?? unknownTag(rule.tag, path, blockName(path)), path);
  }
}

type TypedTag = Pick<Tag, 'id' | 'type'>;

function checkSql(predicate: string, path: string): void {
  try {
    checkPredicate(predicate);
  } catch (cause) {
    throw atBlock(cause, path);
  }
}

/** The position of a group's child: `0.2` for the third child of the first block, `2` for the root's third. */
export function childPath(path: string, index: number): string {
  return path === '' ? `${index}` : `${path}.${index}`;
}

/** The same fault, saying also which block of the rule it is in; anything else is given back as it is. */
export function atBlock(cause: unknown, path: string): unknown {
  return cause instanceof Fault ? new Fault({ ...cause.error, at: { ...cause.error.at, path } }) : cause;
}

/** Holds a condition to what it reads. @throws Fault INVALID_RULE naming `path`. */
export function checkTag({ op, values }: Pick<TagCondition, 'op' | 'values'>, tag: TypedTag, path: string): void {
  const place = blockName(path);
  const at = { path };
  if (!OPERATORS_BY_TYPE[tag.type].includes(op)) {
    const hint = say('hint.operators', { operators: OPERATORS_BY_TYPE[tag.type].map(operatorWord) });
    const said = { place, op: operatorWord(op), type: typeWord(tag), tag: tag.id };
    throw fault('INVALID_RULE', 'rule.unfitOperator', said, { hint, at });
  }
  const wanted = valuesWanted(op);
  if (wanted !== 'any' && values.length !== wanted) {
    const said = { place, op: operatorWord(op), wanted, given: values.length };
    const key = wanted === 1 ? 'rule.wantsOne' : 'rule.wantsSome';
    throw fault('INVALID_RULE', key, said, { hint: 'hint.correctValues', at });
  }
  for (const value of values) checkValue(value, op, tag, path);
}

function valuesWanted(op: TagOperator): number | 'any' {
  if (op === 'in' || op === 'notIn') return 'any';
  if (op === 'isNull' || op === 'isNotNull') return 0;
  return op === 'between' ? 2 : 1;
}

function checkValue(value: TagCondition['values'][number], op: TagOperator, tag: TypedTag, path: string): void {
  const isSpan = typeof value === 'object';
  const wantsSpan = op === 'inLast' || op === 'notInLast';
  const place = blockName(path);
  const shown = typeof value === 'string' ? quoted(value) : JSON.stringify(value);
  if (isSpan !== wantsSpan) {
    const hint = wantsSpan ? 'hint.giveSpan' : VALUE_HINTS[tag.type];
    throw fault('INVALID_RULE', 'rule.unfitValue', { place, value: shown, op: operatorWord(op) }, { hint, at: { path } });
  }
  if (isSpan || isOfType(value, tag.type)) return;
  const said = { place, value: shown, type: typeWord(tag), tag: tag.id };
  throw fault('INVALID_RULE', 'rule.wrongType', said, { hint: VALUE_HINTS[tag.type], at: { path } });
}

function isOfType(value: string | number | boolean, type: TagType): boolean {
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value);
  if (type === 'boolean') return typeof value === 'boolean';
  return typeof value === 'string' && (type === 'category' || isIsoDay(value));
}

const VALUE_HINTS = {
  category: 'hint.giveText',
  number: 'hint.giveNumber',
  boolean: 'hint.giveBoolean',
  date: 'hint.giveDay',
} as const;

function blockName(path: string): Saying {
  return path === '' ? say('rule.whole', {}) : say('rule.block', { path });
}

function operatorWord(op: TagOperator): Saying {
  return say(`op.${op}`, {});
}

function typeWord({ type }: TypedTag): Saying {
  return say(`tagType.${type}`, {});
}
