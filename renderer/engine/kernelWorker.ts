import { config } from 'zod';
import { createKernel } from '#shared/kernel/kernel';
import { noAnchors } from '#shared/kernel/noAnchors';
import type { Ports } from '#shared/kernel/ports';
import { describeBug } from '#shared/rpc/bug';
import { type KernelEvents, type KernelMethods, kernelMethods } from '#shared/rpc/contract';
import { type Server, serve } from '#shared/rpc/server';
import { BrowserFiles } from './browserFiles';
import { domPort } from './domPort';
import { pageKeyring } from './pageKeyring';
import { createSha256 } from './sha256';
import { wasmBrowserEngines } from './wasmBrowser';
import type { KernelWorkerStart } from './wasmKernel';

// Without this zod tries to compile code from text, which the page's policy refuses and counts.
config({ jitless: true });

self.addEventListener('message', ({ data }: MessageEvent<KernelWorkerStart>) => host(data.port), { once: true });

/** What a page may reasonably count on, whatever the machine has. */
const PAGE_MEMORY_BYTES = 2 ** 31;

/** The kernel in a worker of the page: the same handlers as in the engine process, on DuckDB for WebAssembly. */
function host(port: MessagePort): void {
  const files = new BrowserFiles();
  const ports: Ports = {
    engines: wasmBrowserEngines(files),
    files,
    clock,
    log,
    memoryBytes: PAGE_MEMORY_BYTES,
    sha256: createSha256,
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    keys: pageKeyring(),
    anchors: noAnchors,
  };
  let server: Server<KernelEvents> | undefined;
  const kernel = createKernel(ports, (event, payload) => server?.emit(event, payload));
  server = serve<KernelMethods, KernelEvents>(domPort(port), {
    methods: kernelMethods,
    handlers: kernel.handlers,
    logBug: log.error,
  });
}

const clock: Ports['clock'] = {
  now: Date.now,
  today: () => {
    const now = new Date();
    return [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  },
};

/** The console of the page's developer tools; the name of what went wrong, never values. */
const log: Ports['log'] = {
  error(what, cause) {
    const reference = crypto.randomUUID().slice(0, 8);
    console.error(`${reference} ${what} ${describeBug(cause)}`);
    return reference;
  },
  info: (what) => console.info(what),
};

function two(n: number): string {
  return String(n).padStart(2, '0');
}
