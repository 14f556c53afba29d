import { create } from 'zustand';

/** The theme in force, for parts that draw their own colours. */
export const useLook = create<{ readonly dark: boolean }>(() => ({ dark: false }));
