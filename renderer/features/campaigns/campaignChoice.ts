import { create } from 'zustand';

interface CampaignChoice {
  /** Key of the tab; null = the first one. */
  readonly tab: string | null;
}

/** What is looked at; kept while another page is shown. */
export const useCampaignChoice = create<CampaignChoice>(() => ({ tab: null }));
