import { errorOf } from '#shared/model/result';
import { createClient } from '#shared/rpc/client';
import { ENGINE_PORT_MESSAGE, type GrantedFile, PORTS_MESSAGE, type PortsMessage, type ShellEvents } from '#shared/rpc/shell';
import { type KernelClient, type ShellClient, useConnection } from './connection';
import { domPort } from './domPort';
import { askAgain } from './invalidation';
import { lockChanged, readLock, unlocked } from './lock';
import { notify, notifyError } from './notices';
import { queryClient } from './queryClient';
import { announceDrop, runCommand, setShellState } from './shell';
import { useWorkspace } from './workspace';
import { openWorkspaceFile } from './workspaceFile';

/** Resolves when the preload has handed over the ports and the kernel can be asked. */
export function receivePorts(): Promise<void> {
  return new Promise((resolve) => {
    window.addEventListener('message', (event) => {
      if (event.source !== window) return;
      const kind = messageKind(event.data);
      if (kind === PORTS_MESSAGE) void connect(event.data as PortsMessage, event.ports).then(resolve);
      else if (kind === ENGINE_PORT_MESSAGE && event.ports[0]) void restarted({ port: event.ports[0] });
    });
  });
}

async function connect(message: PortsMessage, [shellPort, kernelPort]: readonly MessagePort[]): Promise<void> {
  if (!shellPort) throw new Error('the ports message carries no port to the main process');
  const shell: ShellClient = createClient(domPort(shellPort));
  setShellState(message.shell);
  useConnection.setState({ shell });
  listenToShell(shell);
  if (message.engine === 'wasm') {
    const { startWasmKernel } = await import('./wasmKernel');
    speakOver(startWasmKernel().port);
  } else if (kernelPort) speakOver(kernelPort);
  await readLock();
  void useWorkspace.getState().refresh();
}

function listenToShell(shell: ShellClient): void {
  shell.on('shell.changed', setShellState);
  shell.on('command', ({ command }) => runCommand(command));
  shell.on('files.dropped', (dropped) => announceDrop(dropped));
  shell.on('files.refused', ({ error }) => notifyError(error));
  shell.on('engine.state', engineStateChanged);
}

/** The new engine's port and the word that it is ready come over different channels, in either order. */
let restart: { readonly port?: MessagePort; readonly ready?: ShellEvents['engine.state'] } = {};

function engineStateChanged(change: ShellEvents['engine.state']): void {
  const { state, message } = change;
  if (state === 'ready') {
    void restarted({ ready: change });
    return;
  }
  restart = {};
  useConnection.getState().kernel?.disconnect({ code: 'ENGINE_STOPPED', message });
  useConnection.setState({ kernel: null, engine: state });
  notify(
    state === 'stopped'
      ? { kind: 'warning', text: 'engineStopped' }
      : { kind: 'error', text: 'engineFailed', params: { message } },
  );
}

async function restarted(part: typeof restart): Promise<void> {
  restart = { ...restart, ...part };
  const { port, ready } = restart;
  if (!port || !ready) return;
  restart = {};
  speakOver(port);
  await readLock();
  await unlocked();
  await reopenWorkspace(ready.reopen);
}

function speakOver(port: MessagePort): void {
  const kernel: KernelClient = createClient(domPort(port));
  kernel.on('workspace.changed', ({ nouns }) => {
    askAgain(nouns);
    void useWorkspace.getState().refresh();
  });
  kernel.on('lock.changed', ({ locked }) => void lockChanged(locked));
  port.addEventListener('close', () => portClosed(kernel));
  useConnection.setState({ kernel, engine: 'ready' });
}

/** The engine is gone before anyone said so: no call may wait for it for ever. */
function portClosed(kernel: KernelClient): void {
  if (useConnection.getState().kernel !== kernel) return;
  useConnection.setState({ kernel: null, engine: 'stopped' });
  kernel.disconnect(errorOf('ENGINE_STOPPED', 'engine.gone', {}));
}

/** What the user had open is there again, or they are told that it is not. */
async function reopenWorkspace(file: GrantedFile | null): Promise<void> {
  const result = file ? await openWorkspaceFile(file) : null;
  if (result && !result.ok) notifyError(result.error);
  const info = result?.ok ? result.value : null;
  useWorkspace.setState({ info });
  await queryClient.resetQueries();
  notify(
    info
      ? { kind: 'success', text: 'engineReopened', params: { name: info.name ?? '' } }
      : { kind: 'info', text: 'engineRestarted' },
  );
}

function messageKind(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'kind' in data ? data.kind : undefined;
}
