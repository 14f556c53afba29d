import { isIsoDay } from '../model/calendar';
import { Fault, fault } from '../model/result';
import type { Comparison } from '../model/rule';
import { quoted, type Saying, say } from '../model/saying';
import { OPERATORS_BY_TYPE, type Tag, type TagType } from '../model/tag';
import type { TagOperator } from '../model/value';

export type TypedTag = Pick<Tag, 'id' | 'type'>;

/** The position of a group's child: `0.2` for the third child of the first block, `2` for the root's third. */
export function childPath(path: string, index: number): string {
  return path === '' ? `${index}` : `${path}.${index}`;
}

/** The same fault, saying also which block of the rule it is in; anything else is given back as it is. */
export function atBlock(cause: unknown, path: string): unknown {
  return cause instanceof Fault ? new Fault({ ...cause.error, at: { ...cause.error.at, path } }) : cause;
}

/** Holds a condition to what it reads. @throws Fault INVALID_RULE naming `path`. */
export function checkTag({ op, values }: Comparison, tag: TypedTag, path: string): void {
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

function checkValue(value: Comparison['values'][number], op: TagOperator, tag: TypedTag, path: string): void {
  if (typeof value === 'object' && 'from' in value) {
    checkTakesRelative(op, tag, path);
    return;
  }
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

/** A day that counts from another is compared with dates alone, by operators that want a day. */
function checkTakesRelative(op: TagOperator, tag: TypedTag, path: string): void {
  if (tag.type === 'date' && op !== 'inLast' && op !== 'notInLast') return;
  const said = { place: blockName(path), op: operatorWord(op), type: typeWord(tag), tag: tag.id };
  throw fault('INVALID_RULE', 'rule.noRelative', said, { hint: VALUE_HINTS[tag.type], at: { path } });
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

export function blockName(path: string): Saying {
  return path === '' ? say('rule.whole', {}) : say('rule.block', { path });
}

function operatorWord(op: TagOperator): Saying {
  return say(`op.${op}`, {});
}

export function typeWord({ type }: TypedTag): Saying {
  return say(`tagType.${type}`, {});
}
