import { isIsoDay } from '../model/calendar';
import { Fault, fault } from '../model/result';
import { isGroup, type Rule, type TagCondition, type TagOperator } from '../model/rule';
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
    checkTag(rule, tags.get(rule.tag) ?? unknownTag(rule.tag, blockName(path)), path);
  }
}

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

function checkTag({ op, values }: TagCondition, tag: Tag, path: string): void {
  if (!OPERATORS_BY_TYPE[tag.type].includes(op)) {
    refuse(
      path,
      `${JSON.stringify(op)} does not fit the ${tag.type} tag ${tag.id}`,
      `Use one of: ${OPERATORS_BY_TYPE[tag.type].join(', ')}.`,
    );
  }
  const wanted = valuesWanted(op);
  if (wanted !== 'any' && values.length !== wanted) {
    refuse(
      path,
      `${op} wants ${wanted} ${wanted === 1 ? 'value' : 'values'}, but ${values.length} were given`,
      'Correct "values".',
    );
  }
  for (const value of values) checkValue(value, op, tag, path);
}

function valuesWanted(op: TagOperator): number | 'any' {
  if (op === 'in' || op === 'notIn') return 'any';
  if (op === 'isNull' || op === 'isNotNull') return 0;
  return op === 'between' ? 2 : 1;
}

function checkValue(value: TagCondition['values'][number], op: TagOperator, tag: Tag, path: string): void {
  const isSpan = typeof value === 'object';
  const wantsSpan = op === 'inLast' || op === 'notInLast';
  if (isSpan !== wantsSpan)
    refuse(path, `${JSON.stringify(value)} is no value for ${op}`, wantsSpan ? SPAN_HINT : VALUE_HINTS[tag.type]);
  if (isSpan || isOfType(value, tag.type)) return;
  refuse(path, `${JSON.stringify(value)} is no value of the ${tag.type} tag ${tag.id}`, VALUE_HINTS[tag.type]);
}

function isOfType(value: string | number | boolean, type: TagType): boolean {
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value);
  if (type === 'boolean') return typeof value === 'boolean';
  return typeof value === 'string' && (type === 'category' || isIsoDay(value));
}

const SPAN_HINT = 'Give a span such as { "n": 90, "unit": "day" }.';
const VALUE_HINTS: Readonly<Record<TagType, string>> = {
  category: 'Give a text.',
  number: 'Give a number.',
  boolean: 'Give true or false.',
  date: 'Give a day as YYYY-MM-DD.',
};

function refuse(path: string, what: string, hint: string): never {
  throw fault('INVALID_RULE', `${blockName(path)}: ${what}.`, { hint, at: { path } });
}

function blockName(path: string): string {
  return path === '' ? 'rule' : `block ${path}`;
}
