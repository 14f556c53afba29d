import type { EventFilter } from '../model/event';
import type { PathSpec } from '../model/path';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import { atBlock } from './checkComparison';
import { checkFilter, checkRange } from './checkEvent';
import type { Vocabulary } from './names';

/** Holds paths to what they name. @throws Fault INVALID_REQUEST, UNKNOWN_EVENT, INVALID_RULE naming the part. */
export function checkPath(spec: PathSpec, vocabulary: Vocabulary): void {
  const { from, to, range, hide, groups } = spec;
  if (from && to) throw fault('INVALID_REQUEST', 'path.twoEnds', {}, { hint: 'hint.oneEnd', at: { path: 'to' } });
  checkRange(range, 'range');
  const start = from ?? to;
  if (start) checkStart(start, vocabulary, from ? 'from' : 'to');
  for (const event of hide) checkKnown(event, vocabulary, 'hide');
  if (start && hide.includes(start.event)) {
    const rest = { hint: 'hint.showStart', at: { path: 'hide', field: start.event } } as const;
    throw fault('INVALID_REQUEST', 'path.hiddenStart', { event: quoted(start.event) }, rest);
  }
  checkGroups(groups, vocabulary);
}

function checkStart(start: EventFilter, vocabulary: Vocabulary, path: string): void {
  checkKnown(start.event, vocabulary, path);
  try {
    checkFilter(start, vocabulary, '');
  } catch (cause) {
    throw atBlock(cause, path);
  }
}

function checkKnown(event: string, { events }: Vocabulary, path: string): void {
  if (events.has(event)) return;
  throw fault(
    'UNKNOWN_EVENT',
    'path.unknownEvent',
    { event: quoted(event) },
    { hint: 'hint.chooseEvent', at: { path, field: event } },
  );
}

function checkGroups(groups: PathSpec['groups'], vocabulary: Vocabulary): void {
  const groupOf = new Map<string, string>();
  const names = new Set<string>();
  for (const { name, events } of groups) {
    const at = { path: 'groups', field: name };
    if (names.has(name)) throw fault('INVALID_REQUEST', 'path.sameGroup', { group: quoted(name) }, { hint: 'hint.nameOnce', at });
    names.add(name);
    for (const event of events) {
      checkKnown(event, vocabulary, 'groups');
      const other = groupOf.get(event);
      if (other !== undefined && other !== name) {
        const said = { event: quoted(event), groups: [quoted(other), quoted(name)] };
        throw fault('INVALID_REQUEST', 'path.twoGroups', said, { hint: 'hint.nameOnce', at });
      }
      groupOf.set(event, name);
    }
  }
}
