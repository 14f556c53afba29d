import type { WorkspaceInfo } from '#shared/model/workspace';
import { createClient } from '#shared/rpc/client';
import type { Port } from '#shared/rpc/method';
import { ENGINE_PORT_MESSAGE, PORTS_MESSAGE, type PortsMessage, type ShellEvents } from '#shared/rpc/shell';
import { type KernelClient, type ShellClient, useConnection } from './connection';
import { askAgain } from './invalidation';
import { callKernel } from './kernel';
import { notify, notifyError } from './notices';
import { queryClient } from './queryClient';
import { announceDrop, runCommand, setShellState } from './shell';
import { useWorkspace } from './workspace';

/** Resolves when the preload has handed over the ports and the kernel can be asked. */
export function receivePorts(): Promise<void> {
  return new Promise((resolve) => {
    window.addEventListener('message', (event) => {
      if (event.source !== window) return;
      const kind = messageKind(event.data);
      if (kind === PORTS_MESSAGE) void connect(event.data as PortsMessage, event.ports).then(resolve);
      else if (kind === ENGINE_PORT_MESSAGE && event.ports[0]) void takeKernelPort(domPort(event.ports[0]));
    });
  });
}

export function domPort(port: MessagePort): Port {
  return {
    post: (message) => port.postMessage(message),
    listen(receive) {
      port.onmessage = (event: MessageEvent<unknown>) => receive(event.data);
    },
    close: () => port.close(),
  };
}

async function connect(message: PortsMessage, [shellPort, kernelPort]: readonly MessagePort[]): Promise<void> {
  if (!shellPort) throw new Error('the ports message carries no port to the main process');
  const shell: ShellClient = createClient(domPort(shellPort));
  setShellState(message.shell);
  useConnection.setState({ shell });
  listenToShell(shell);
  if (message.engine === 'wasm') {
    const { startWasmKernel } = await import('./wasmKernel');
    await takeKernelPort(startWasmKernel(domPort));
  } else if (kernelPort) await takeKernelPort(domPort(kernelPort));
}

function listenToShell(shell: ShellClient): void {
  shell.on('shell.changed', setShellState);
  shell.on('command', ({ command }) => runCommand(command));
  shell.on('files.dropped', ({ files }) => announceDrop(files));
  shell.on('engine.state', engineStateChanged);
}

let reopen: ShellEvents['engine.state']['reopen'] = null;

function engineStateChanged({ state, reopen: file, message }: ShellEvents['engine.state']): void {
  if (state === 'ready') {
    reopen = file;
    return;
  }
  useConnection.getState().kernel?.disconnect(message);
  useConnection.setState({ kernel: null, engine: state });
  notify(
    state === 'stopped'
      ? { kind: 'warning', text: 'engineStopped' }
      : { kind: 'error', text: 'engineFailed', params: { message } },
  );
}

/** Speaks over this port from now on. After a restart the workspace that was open is opened again. */
async function takeKernelPort(port: Port): Promise<void> {
  const restarted = useConnection.getState().engine === 'stopped';
  const kernel: KernelClient = createClient(port);
  kernel.on('workspace.changed', ({ nouns }) => {
    askAgain(nouns);
    void useWorkspace.getState().refresh();
  });
  useConnection.setState({ kernel, engine: 'ready' });
  if (restarted) await reopenWorkspace();
  else await useWorkspace.getState().refresh();
}

async function reopenWorkspace(): Promise<void> {
  const file = reopen;
  reopen = null;
  const info = file ? await callKernel('workspace.open', { file: file.token }) : null;
  if (info && !info.ok) notifyError(info.error);
  const opened: WorkspaceInfo | null = info?.ok ? info.value : null;
  useWorkspace.setState({ info: opened });
  await queryClient.resetQueries();
  notify(
    opened
      ? { kind: 'success', text: 'engineReopened', params: { name: opened.name ?? '' } }
      : { kind: 'info', text: 'engineRestarted' },
  );
}

function messageKind(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'kind' in data ? data.kind : undefined;
}
