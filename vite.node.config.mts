import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

/** Stays outside the bundle: Electron, Node itself, and the packages that find a binary or a wasm file beside their own code. */
const external = ['electron', 'original-fs', /^node:/, ...builtinModules, /^@duckdb\//, /^parquet-wasm/, /^playwright-core/];

/** Main, preload, engine process and command line: one self-contained CommonJS file each. `scripts/build.mjs` adds the entry. */
export default defineConfig({
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'out',
    emptyOutDir: false,
    copyPublicDir: false,
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      external,
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
});
