import { KERNEL_BYTES } from './kernelBytes';
import type { Kernels } from './kernelInterface';
import { plainKernels } from './plainKernels';

/** The kernels bound to a memory: compiled where the machine has WebAssembly SIMD, else plain JavaScript. */
export function loadKernels(memory: WebAssembly.Memory): Kernels {
  const bytes = Uint8Array.from(atob(KERNEL_BYTES), (character) => character.charCodeAt(0));
  if (!WebAssembly.validate(bytes)) return plainKernels(memory);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  // The freshness test holds kernelBytes.ts to the sources, whose exports are these functions.
  return instance.exports as unknown as Kernels;
}
