import { type Cleaning, type CleaningStep, columnsAfter, resultName } from '#shared/model/cleaning';
import type { TableColumn } from '#shared/model/import';

/** A step with a name that it keeps while the list is changed. */
export interface DraftStep {
  readonly id: string;
  readonly step: CleaningStep;
}

/** What is edited of a cleaning. */
export interface CleaningDraft {
  readonly result: string;
  readonly steps: readonly DraftStep[];
}

export function draftOf(table: string, cleaning: Cleaning | undefined): CleaningDraft {
  if (!cleaning) return { result: resultName(table), steps: [] };
  return { result: cleaning.result, steps: cleaning.steps.map((step, index) => ({ id: `saved-${index}`, step })) };
}

export function cleaningOf(table: string, { result, steps }: CleaningDraft): Cleaning {
  return { table, result: result.trim(), steps: steps.map(({ step }) => step) };
}

export function isSameCleaning(a: Cleaning, b: Cleaning | undefined): boolean {
  return b !== undefined && JSON.stringify(a) === JSON.stringify(b);
}

/** Puts a step in the place of the one with its id, or behind all others. */
export function putStep(draft: CleaningDraft, put: DraftStep): CleaningDraft {
  const known = draft.steps.some(({ id }) => id === put.id);
  const steps = known ? draft.steps.map((each) => (each.id === put.id ? put : each)) : [...draft.steps, put];
  return { ...draft, steps };
}

export function removeStep(draft: CleaningDraft, id: string): CleaningDraft {
  return { ...draft, steps: draft.steps.filter((each) => each.id !== id) };
}

/** Moves a step so that `index` others stand before it; the same draft where that changes nothing. */
export function moveStep(draft: CleaningDraft, id: string, index: number): CleaningDraft {
  const moved = draft.steps.find((each) => each.id === id);
  const others = draft.steps.filter((each) => each.id !== id);
  const to = Math.max(0, Math.min(index, others.length));
  if (!moved || draft.steps[to] === moved) return draft;
  return { ...draft, steps: [...others.slice(0, to), moved, ...others.slice(to)] };
}

export function switchStep(draft: CleaningDraft, id: string): CleaningDraft {
  return { ...draft, steps: draft.steps.map((each) => (each.id === id ? { id, step: switched(each.step) } : each)) };
}

function switched(step: CleaningStep): CleaningStep {
  if (!step.off) return { ...step, off: true };
  const { off: _, ...on } = step;
  return on as CleaningStep;
}

/** The columns that the step with this id is given; those behind all steps where there is none. */
export function columnsBefore(
  { steps }: CleaningDraft,
  columns: readonly TableColumn[],
  id: string | undefined,
): readonly TableColumn[] {
  const at = steps.findIndex((each) => each.id === id);
  const before = at < 0 ? steps : steps.slice(0, at);
  return before.reduce((given, { step }) => columnsAfter(step, given, (column) => column), columns);
}
