import type { PathPlace, PathSpec } from '../model/path';

/** What the events of paths are called. Labels ascend as kinds and names do, whatever order the engine gave the names in. */
export interface PathLabels {
  /** By the code of an event's name its label; 0 is not there. */
  readonly labelOf: Int32Array;
  /** By label; the first one stands for nothing. */
  readonly places: readonly PathPlace[];
}

/** `names` by code less 1. */
export function pathLabels({ hide, groups }: PathSpec, names: readonly string[]): PathLabels {
  const hidden = new Set(hide);
  const groupOf = new Map(groups.flatMap(({ name, events }) => events.map((event) => [event, name] as const)));
  const placeOf = (name: string): PathPlace => {
    const group = groupOf.get(name);
    return group === undefined ? { kind: 'event', name } : { kind: 'group', name: group };
  };
  const shown = names.filter((name) => !hidden.has(name)).map((name) => placeKey(placeOf(name)));
  const keys = [...new Set(shown)].sort();
  const labels = new Map(keys.map((key, index) => [key, index + 1]));
  const labelOf = new Int32Array(names.length + 1);
  for (const [index, name] of names.entries()) {
    if (!hidden.has(name)) labelOf[index + 1] = labels.get(placeKey(placeOf(name))) ?? 0;
  }
  return { labelOf, places: [{ kind: 'other', name: '' }, ...keys.map(placeOfKey)] };
}

export function placeKey({ kind, name }: PathPlace): string {
  return `${kind}:${name}`;
}

function placeOfKey(key: string): PathPlace {
  const colon = key.indexOf(':');
  return { kind: key.slice(0, colon) === 'group' ? 'group' : 'event', name: key.slice(colon + 1) };
}
