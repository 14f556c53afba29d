import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page of the workbench: served from `app://`, so every address is relative, and read by one known Chromium. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    target: 'chrome130',
    outDir: '../out/renderer',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 8_000,
  },
});
