import { expect, test, vi } from 'vitest';
import type { WorkspaceInfo } from '#shared/model/workspace';
import { type KernelMethods, kernelMethods } from '#shared/rpc/contract';
import type { Handlers } from '#shared/rpc/method';
import { type Server, serve } from '#shared/rpc/server';
import {
  ENGINE_PORT_MESSAGE,
  PORTS_MESSAGE,
  type ShellEvents,
  type ShellMethods,
  type ShellState,
  shellMethods,
} from '#shared/rpc/shell';
import { useConnection } from '../../../renderer/engine/connection';
import { domPort } from '../../../renderer/engine/domPort';
import { callKernel } from '../../../renderer/engine/kernel';
import { useNotices } from '../../../renderer/engine/notices';
import { receivePorts } from '../../../renderer/engine/ports';
import { onCommand, shellState } from '../../../renderer/engine/shell';
import { useWorkspace } from '../../../renderer/engine/workspace';

const state: ShellState = {
  settings: { language: 'system', theme: 'system', engine: 'auto', memoryMiB: null, threads: null, lockMinutes: 15 },
  language: 'zh-CN',
  dark: false,
  recent: [],
  versions: { app: '1', electron: '1', chrome: '1', node: '1' },
  platform: 'linux',
  blockedRequests: 0,
};

const workspace: WorkspaceInfo = {
  name: 'bank.huaxiang',
  engine: 'native',
  duckdbVersion: '1.5.6',
  schemaVersion: 1,
  dataVersion: 1,
  customers: 3,
  tables: 1,
  asOf: null,
  createdAt: '2026-10-31 10:00:00',
};

const texts = () => useNotices.getState().notices.map(({ text }) => text);

/** The preload's message: the window itself is its source, and the ports are transferred. */
function handOver(data: unknown, ports: readonly MessagePort[], source: Window | null = window): void {
  const event = new MessageEvent('message', { data });
  Object.defineProperties(event, { source: { value: source }, ports: { value: ports } });
  window.dispatchEvent(event);
}

function kernelPort(opened: string[]): MessagePort {
  const { port1, port2 } = new MessageChannel();
  let info: WorkspaceInfo | null = null;
  const handlers: Partial<Handlers<KernelMethods>> = {
    'workspace.info': async () => info,
    'workspace.open': async ({ file }) => {
      opened.push(file);
      info = workspace;
      return workspace;
    },
    'rules.sql': () => new Promise(() => undefined),
  };
  serve(domPort(port2), { methods: kernelMethods, handlers: handlers as Handlers<KernelMethods>, logBug: () => '' });
  return port1;
}

function shellPort(): { port: MessagePort; server: Server<ShellEvents> } {
  const { port1, port2 } = new MessageChannel();
  const handlers = {} as Handlers<ShellMethods>;
  return {
    port: port1,
    server: serve<ShellMethods, ShellEvents>(domPort(port2), { methods: shellMethods, handlers, logBug: () => '' }),
  };
}

test('the page takes its ports, and after a crash of the engine the workspace is open again and the user told', async () => {
  const received = receivePorts();
  const opened: string[] = [];
  const shell = shellPort();

  handOver({ kind: PORTS_MESSAGE, engine: 'native', shell: { ...state, dark: true } }, [shell.port], null);
  expect(shellState()).toBeNull();

  handOver({ kind: PORTS_MESSAGE, engine: 'native', shell: state }, [shell.port, kernelPort(opened)]);
  await received;
  expect([shellState(), useConnection.getState().engine]).toEqual([state, 'ready']);

  const commands: string[] = [];
  onCommand((command) => commands.push(command));
  shell.server.emit('command', { command: 'view.tags' });
  await vi.waitFor(() => expect(commands).toEqual(['view.tags']));

  expect(await callKernel('workspace.open', { file: 'first' })).toMatchObject({ ok: true });
  const lost = callKernel('rules.sql', { rule: { kind: 'all', rules: [] } });
  shell.server.emit('engine.state', { state: 'stopped', reopen: null, message: 'The engine stopped.' });
  expect(await lost).toEqual({ ok: false, error: { code: 'ENGINE_STOPPED', message: 'The engine stopped.' } });
  expect(texts()).toEqual(['engineStopped']);

  const reopen = { token: 'again', name: 'bank.huaxiang', directory: false };
  shell.server.emit('engine.state', { state: 'ready', reopen, message: '' });
  await vi.waitFor(() => expect(useConnection.getState().engine).toBe('stopped'));
  handOver({ kind: ENGINE_PORT_MESSAGE }, [kernelPort(opened)]);
  await vi.waitFor(() => expect(texts()).toEqual(['engineStopped', 'engineReopened']));
  expect(opened).toEqual(['first', 'again']);
  expect(useWorkspace.getState().info).toEqual(workspace);
});
