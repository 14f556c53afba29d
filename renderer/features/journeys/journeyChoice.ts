import { create } from 'zustand';

interface JourneyChoice {
  /** Key of the tab; null = the first one. */
  readonly tab: string | null;
}

/** What is looked at; kept while another page is shown. */
export const useJourneyChoice = create<JourneyChoice>(() => ({ tab: null }));
