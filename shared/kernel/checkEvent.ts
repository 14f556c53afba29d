import type { EventProp } from '../model/entities';
import { type Behaviour, type DayRange, type EventFilter, wantsProp } from '../model/event';
import { measureTakes, measureType } from '../model/measure';
import { fault } from '../model/result';
import type { EventCondition } from '../model/rule';
import { quoted, say } from '../model/saying';
import { blockName, checkTag, typeWord } from './checkComparison';
import type { Vocabulary } from './names';
import { unknownTag } from './tags';

/** Holds a condition on events to what it names. @throws Fault UNKNOWN_EVENT, UNKNOWN_TAG, INVALID_RULE naming `path`. */
export function checkEvent(condition: EventCondition, vocabulary: Vocabulary, path: string): void {
  checkBehaviour(condition, vocabulary, path);
  const { op, values, event } = condition;
  checkTag({ op, values }, { id: event, type: measureType(condition, vocabulary.propType) }, path);
}

/** Holds a measure of events to what it names. @throws Fault UNKNOWN_EVENT, UNKNOWN_TAG, INVALID_RULE naming `path`. */
export function checkBehaviour(behaviour: Behaviour, vocabulary: Vocabulary, path: string): void {
  checkFilter(behaviour, vocabulary, path);
  checkMeasure(behaviour, vocabulary, path);
  checkWindow(behaviour, vocabulary, path);
}

/** Holds a filter of events to what it names. @throws Fault UNKNOWN_EVENT, INVALID_RULE naming `path`. */
export function checkFilter({ event, where }: EventFilter, vocabulary: Vocabulary, path: string, place = blockName(path)): void {
  if (!vocabulary.events.has(event)) {
    const said = { place, event: quoted(event) };
    throw fault('UNKNOWN_EVENT', 'event.unknownAt', said, { hint: 'hint.chooseEvent', at: { path, field: event } });
  }
  for (const { prop, op, values } of where) {
    knownProp(prop, vocabulary, path, place);
    checkTag({ op, values }, { id: prop, type: vocabulary.propType(prop) }, path);
  }
}

/** Holds a measure to what it is taken of. @throws Fault INVALID_RULE naming `path`. */
export function checkMeasure(
  { measure, prop }: Pick<Behaviour, 'measure' | 'prop'>,
  vocabulary: Vocabulary,
  path: string,
  place = blockName(path),
): void {
  const said = { place, measure: say(`measure.${measure}`, {}) };
  const at = { path };
  if (!wantsProp(measure)) {
    if (prop !== undefined) throw fault('INVALID_RULE', 'rule.wantsNoProp', said, { hint: 'hint.leaveProp', at });
    return;
  }
  if (prop === undefined) throw fault('INVALID_RULE', 'rule.wantsProp', said, { hint: 'hint.chooseProp', at });
  knownProp(prop, vocabulary, path, place);
  const type = vocabulary.propType(prop);
  if (!measureTakes(measure, type)) {
    const unfit = { ...said, prop: quoted(prop), type: typeWord({ id: prop, type }) };
    throw fault('INVALID_RULE', 'rule.unfitMeasure', unfit, { hint: 'hint.chooseProp', at });
  }
}

function knownProp(prop: string, { props }: Vocabulary, path: string, place = blockName(path)): EventProp {
  const found = props.get(prop);
  if (found) return found;
  const said = { place, prop: quoted(prop) };
  throw fault('INVALID_RULE', 'event.unknownProp', said, {
    hint: say('hint.props', { props: [...props.keys()] }),
    at: { path, field: prop },
  });
}

function checkWindow({ window }: Behaviour, { tags }: Vocabulary, path: string): void {
  if (window === undefined || !('from' in window)) return;
  for (const end of [window.from, window.to]) {
    if (typeof end === 'string' || end.from === 'asOf') continue;
    const tag = tags.get(end.from.tag) ?? unknownTag(end.from.tag, path, blockName(path));
    const said = { place: blockName(path), type: typeWord(tag), tag: tag.id };
    if (tag.type !== 'date') throw fault('INVALID_RULE', 'rule.wantsDate', said, { hint: 'hint.chooseDate', at: { path } });
  }
  if (typeof window.from === 'string' && typeof window.to === 'string' && window.from > window.to) {
    const said = { place: blockName(path), from: window.from, to: window.to };
    throw fault('INVALID_RULE', 'rule.emptyWindow', said, { hint: 'hint.swapDays', at: { path } });
  }
}

/** @throws Fault INVALID_REQUEST where the days are the wrong way round. */
export function checkRange({ from, to }: DayRange, path: string): void {
  if (from > to) throw fault('INVALID_REQUEST', 'range.reversed', { from, to }, { hint: 'hint.swapDays', at: { path } });
}
