/** Undo and redo over immutable definitions: nothing is copied, a step back is the very object it was. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** Names the last change; the next change of the same name replaces it, so typing a word is one step. */
  readonly mergeKey: string | null;
}

const MAX_STEPS = 200;

export function startHistory<T>(present: T): History<T> {
  return { past: [], present, future: [], mergeKey: null };
}

/** A change to the same object is no step. */
export function record<T>(history: History<T>, next: T, mergeKey: string | null = null): History<T> {
  const { past, present } = history;
  if (next === present) return history;
  const merges = mergeKey !== null && mergeKey === history.mergeKey && past.length > 0;
  return { past: merges ? past : [...past, present].slice(-MAX_STEPS), present: next, future: [], mergeKey };
}

export function undo<T>(history: History<T>): History<T> {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  return { past: history.past.slice(0, -1), present: previous, future: [history.present, ...history.future], mergeKey: null };
}

export function redo<T>(history: History<T>): History<T> {
  const next = history.future[0];
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future: history.future.slice(1), mergeKey: null };
}
