import { create } from 'zustand';

export const PAGES = [
  'welcome',
  'data',
  'tags',
  'segments',
  'portraits',
  'insight',
  'sql',
  'customer',
  'boards',
  'journeys',
  'campaigns',
  'exports',
  'settings',
  'about',
] as const;
export type Page = (typeof PAGES)[number];

/** What a tab shows: a page, and where the page shows one thing of many, which. */
export interface PageTarget {
  readonly page: Page;
  /** Id of a saved segment. */
  readonly segment?: string;
  readonly table?: string;
  /** Key of a customer. */
  readonly customer?: string;
}

export interface PageTab extends PageTarget {
  readonly id: string;
  /** Set by the page where its own name says too little. */
  readonly title?: string;
  /** Holds changes that are not saved. */
  readonly dirty?: boolean;
}

interface Navigation {
  readonly tabs: readonly PageTab[];
  readonly active: string | null;
  readonly select: (id: string) => void;
  readonly close: (id: string) => void;
  readonly closeAll: () => void;
  /** Moves to the next (`1`) or the previous (`-1`) tab, around the end. */
  readonly step: (by: 1 | -1) => void;
  readonly describe: (id: string, description: { title?: string; dirty?: boolean }) => void;
}

export const useNavigation = create<Navigation>((set) => ({
  tabs: [],
  active: null,
  select: (id) => set({ active: id }),
  close: (id) => set((state) => withoutTab(state, id)),
  closeAll: () => set({ tabs: [], active: null }),
  step: (by) => set(({ tabs, active }) => ({ active: neighbour(tabs, active, by) })),
  describe: (id, description) =>
    set(({ tabs }) => ({ tabs: tabs.map((tab) => (tab.id === id ? { ...tab, ...description } : tab)) })),
}));

/** Shows a page: its tab is selected where there is one, else opened. One tab per page, and per segment where one is named. */
export function openPage(target: PageTarget): void {
  const id = target.segment === undefined ? target.page : `${target.page}:${target.segment}`;
  useNavigation.setState(({ tabs }) => {
    const known = tabs.some((tab) => tab.id === id);
    return {
      active: id,
      tabs: known ? tabs.map((tab) => (tab.id === id ? { ...tab, ...target } : tab)) : [...tabs, { ...target, id }],
    };
  });
}

function withoutTab({ tabs, active }: Pick<Navigation, 'tabs' | 'active'>, id: string): Pick<Navigation, 'tabs' | 'active'> {
  const at = tabs.findIndex((tab) => tab.id === id);
  const rest = tabs.filter((tab) => tab.id !== id);
  return { tabs: rest, active: active === id ? (rest[Math.min(at, rest.length - 1)]?.id ?? null) : active };
}

function neighbour(tabs: readonly PageTab[], active: string | null, by: 1 | -1): string | null {
  const at = tabs.findIndex((tab) => tab.id === active);
  return tabs[(at + by + tabs.length) % tabs.length]?.id ?? null;
}
