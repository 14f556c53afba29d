import { create } from 'zustand';
import type { PortraitSpec } from '#shared/model/portrait';
import type { Mark } from './marks';

/** A base that is a rule without a name is no choice of the page. */
export type PortraitBase = Exclude<PortraitSpec['base'], { rule: unknown }>;

interface PortraitChoice {
  readonly segment: string | undefined;
  /** Ids of segments that it stands beside; none for a portrait of its own. */
  readonly beside: readonly string[];
  readonly base: PortraitBase;
  /** Marks that narrow the segment, one after the other. */
  readonly filters: readonly Mark[];
}

/** What each tab compares; kept while another page is shown. */
const useChoices = create<{ readonly byTab: Readonly<Record<string, PortraitChoice>> }>(() => ({ byTab: {} }));

/** `tab` is the segment that the tab was opened for, or '' for the page as such. */
export function usePortraitChoice(tab: string, fallback: string | undefined) {
  const stored = useChoices((state) => state.byTab[tab]);
  const choice: PortraitChoice = {
    segment: stored?.segment ?? fallback,
    beside: stored?.beside ?? [],
    base: stored?.base ?? 'all',
    filters: stored?.filters ?? [],
  };
  const choose = (change: Partial<PortraitChoice>) =>
    useChoices.setState(({ byTab }) => ({ byTab: { ...byTab, [tab]: { ...choice, ...change } } }));
  return { ...choice, choose };
}

export type PortraitChoosing = ReturnType<typeof usePortraitChoice>;
