import { create } from 'zustand';

interface Palette {
  readonly open: boolean;
  readonly toggle: () => void;
  readonly hide: () => void;
}

export const usePalette = create<Palette>((set) => ({
  open: false,
  toggle: () => set(({ open }) => ({ open: !open })),
  hide: () => set({ open: false }),
}));
