import type { MessagePortMain } from 'electron';
import { createKernel } from '#shared/kernel/kernel';
import { type KernelEvents, type KernelMethods, kernelMethods } from '#shared/rpc/contract';
import { electronPort } from '#shared/rpc/electronPort';
import type { FromEngine, ToEngine } from '#shared/rpc/engineHost';
import { type Server, serve } from '#shared/rpc/server';
import { nativeEngines } from './nativeEngine';
import { nodeAnchors } from './nodeAnchors';
import { NodeFiles } from './nodeFiles';
import { nodeKeyring } from './nodeKeyring';
import { nodeLockMark } from './nodeLockMark';
import { nodePorts } from './nodePorts';
import { AskedKeyring } from './systemKeyring';
import { vaultEngines } from './vault';

const files = new NodeFiles();
const [, , keys = ''] = process.argv;
const system = new AskedKeyring((id, question) => tell({ kind: 'keyring', id, ...question }));
const engines = vaultEngines(nativeEngines(files), files, () => tell({ kind: 'sealing' }));
const ports = nodePorts({
  engines,
  files,
  keys: nodeKeyring(keys, { system }),
  anchors: nodeAnchors(files, keys),
  lockMark: nodeLockMark(keys),
  writeLog: (line) => tell({ kind: 'log', line }),
});
const kernel = createKernel(ports, (event, payload) => {
  if (event === 'lock.changed') void tellLock().then(() => client?.emit(event, payload));
  else client?.emit(event, payload);
});
let client: Server<KernelEvents> | undefined;
/** In the order in which main was told. */
const heard: (() => void)[] = [];

/** Of this process itself. */
const OWN_CALL = { signal: new AbortController().signal, progress: () => undefined };

process.parentPort.on('message', ({ data, ports: [port] }) => receive(data as ToEngine, port));

function receive(message: ToEngine, port: MessagePortMain | undefined): void {
  switch (message.kind) {
    case 'start':
      void start(message.settings);
      break;
    case 'grant':
      files.adopt(message.token, message.path);
      break;
    case 'connect':
      if (port) connect(port);
      break;
    case 'lock':
      void kernel.lock(message.by);
      break;
    case 'keyring':
      system.answered(message.id, message.answer);
      break;
    case 'lockHeard':
      heard.shift()?.();
      break;
    case 'ping':
      tell({ kind: 'pong' });
      break;
    case 'stop':
      void stop();
      break;
  }
}

async function start(settings: { memoryMiB?: number; threads?: number }): Promise<void> {
  await kernel.handlers['engine.configure'](settings, OWN_CALL);
  await engines.sweep?.();
  await tellLock();
  tell({ kind: 'ready' });
}

/** Main serves files, and so has to know before anybody sees a locked window. */
async function tellLock(): Promise<void> {
  const { locked } = await kernel.handlers['lock.state']({}, OWN_CALL);
  await new Promise<void>((resolve) => {
    heard.push(resolve);
    tell({ kind: 'lock', locked });
  });
}

function connect(port: MessagePortMain): void {
  client?.close();
  client = serve<KernelMethods, KernelEvents>(electronPort(port), {
    methods: kernelMethods,
    handlers: kernel.handlers,
    logBug: (method, cause) => ports.log.error(method, cause),
  });
}

async function stop(): Promise<void> {
  client?.close();
  await kernel.close();
  process.exit(0);
}

function tell(message: FromEngine): void {
  process.parentPort.postMessage(message);
}
