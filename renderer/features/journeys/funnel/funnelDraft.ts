import { arrayMove } from '@dnd-kit/sortable';
import { create } from 'zustand';
import type { FunnelSpec } from '#shared/model/funnel';
import { type History, record, redo, startHistory, undo } from '../../../ui/history';

/** A step on the page, which stays the same when it is moved. */
export type DraftStep = FunnelSpec['steps'][number] & { readonly id: string };

export interface DraftFunnel extends Omit<FunnelSpec, 'steps'> {
  readonly steps: readonly DraftStep[];
}

const EMPTY: DraftFunnel = {
  steps: [],
  within: { n: 30, unit: 'day' },
  order: 'ordered',
  anchor: 'best',
  sameTime: 'anyOrder',
  exclude: [],
  count: 'customers',
};

/** The funnel that is worked on, kept while another page is shown. */
export const useFunnelDraft = create<{ readonly history: History<DraftFunnel> }>(() => ({ history: startHistory(EMPTY) }));

export function changeFunnel(change: (draft: DraftFunnel) => DraftFunnel, mergeKey: string | null = null): void {
  useFunnelDraft.setState(({ history }) => ({ history: record(history, change(history.present), mergeKey) }));
}

export function undoFunnel(): void {
  useFunnelDraft.setState(({ history }) => ({ history: undo(history) }));
}

export function redoFunnel(): void {
  useFunnelDraft.setState(({ history }) => ({ history: redo(history) }));
}

/** Puts an event before the step at a position, or at the end. */
export function addStep(event: string, position = Number.POSITIVE_INFINITY): void {
  const step: DraftStep = { id: crypto.randomUUID(), event, where: [] };
  changeFunnel((draft) => ({ ...draft, steps: tidied(draft.steps.toSpliced(position, 0, step)) }));
}

export function moveStep(from: number, to: number): void {
  changeFunnel((draft) => ({ ...draft, steps: tidied(arrayMove([...draft.steps], from, to)) }));
}

export function removeStep(id: string): void {
  changeFunnel((draft) => ({ ...draft, steps: tidied(draft.steps.filter((step) => step.id !== id)) }));
}

export function changeStep(step: DraftStep, typing = false): void {
  changeFunnel(
    (draft) => ({ ...draft, steps: draft.steps.map((each) => (each.id === step.id ? step : each)) }),
    typing ? step.id : null,
  );
}

/** The first step has none before it that it could follow in time. */
function tidied(steps: readonly DraftStep[]): DraftStep[] {
  return steps.map((step, index) => {
    if (index > 0) return step;
    const { optional: _, within: __, notBefore: ___, ...first } = step;
    return first;
  });
}

/** The funnel as it is asked for; null without steps. What an order cannot have is left out, and so is a comparison of one side. */
export function specOf({ steps, compare, ...draft }: DraftFunnel): FunnelSpec | null {
  if (steps.length === 0) return null;
  return {
    ...draft,
    ...(compare && compare.length > 1 ? { compare } : {}),
    steps: steps.map(({ id: _, optional, within, notBefore, ...step }) => {
      if (draft.order === 'any') return step;
      return { ...step, ...(optional ? { optional } : {}), ...(within ? { within } : {}), ...(notBefore ? { notBefore } : {}) };
    }),
  };
}
