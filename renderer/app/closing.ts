import { create } from 'zustand';
import type { PageTab } from '../ui/navigation';

/** The tab whose unsaved changes the user is asked about. */
export const useClosing = create<{ readonly tab: PageTab | null }>(() => ({ tab: null }));
