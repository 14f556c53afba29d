import { useEffect } from 'react';
import { create } from 'zustand';

/** Parts of the page (charts, lazily loaded editors) that are not drawn yet. */
export const useBusyParts = create<{ readonly busy: number }>(() => ({ busy: 0 }));

/** Keeps the page `busy` while a part of it is being drawn. */
export function useBusyWhile(busy: boolean): void {
  useEffect(() => {
    if (!busy) return;
    useBusyParts.setState((state) => ({ busy: state.busy + 1 }));
    return () => useBusyParts.setState((state) => ({ busy: state.busy - 1 }));
  }, [busy]);
}
