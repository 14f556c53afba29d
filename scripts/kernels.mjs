// Compiles shared/bits/kernels/*.as.ts to WebAssembly and writes it as shared/bits/kernelBytes.ts.
// `node scripts/kernels.mjs` writes; `--check` only says (exit code 1) whether the written file is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const repo = fileURLToPath(new URL('..', import.meta.url));
const target = fileURLToPath(new URL('../shared/bits/kernelBytes.ts', import.meta.url));

const text = moduleText(await compile());
if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
} else if (readFileSync(target, 'utf8') !== text) {
  console.error('shared/bits/kernelBytes.ts is stale: run node scripts/kernels.mjs');
  process.exitCode = 1;
}

async function compile() {
  const files = new Map();
  const { error, stderr } = await asc.main(
    [
      'shared/bits/kernels/index.as.ts',
      ...['--baseDir', repo, '--outFile', 'kernels.wasm'],
      ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--noAssert', '--converge'],
      ...['--runtime', 'stub', '--use', 'abort=', '--importMemory', '--noExportMemory', '--enable', 'simd'],
    ],
    { writeFile: (name, contents) => void files.set(name, contents) },
  );
  if (error) throw new Error(stderr.toString(), { cause: error });
  return files.get('kernels.wasm');
}

/** @param {Uint8Array} wasm */
function moduleText(wasm) {
  const lines =
    Buffer.from(wasm)
      .toString('base64')
      .match(/.{1,120}/g) ?? [];
  return [
    '/** The compiled kernels as base64. Made by `node scripts/kernels.mjs` from kernels/*.as.ts; do not edit. */',
    'export const KERNEL_BYTES =',
    ...lines.map((line, index) => `  '${line}'${index === lines.length - 1 ? ';' : ' +'}`),
    '',
  ].join('\n');
}
