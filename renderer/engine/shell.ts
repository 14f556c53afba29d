import { useEffect } from 'react';
import { create } from 'zustand';
import { errorOf, type Result } from '#shared/model/result';
import { type CallOptions, failure, type Input, type Returns } from '#shared/rpc/method';
import type { Command, ShellEvents, ShellMethods, ShellState } from '#shared/rpc/shell';
import { useConnection } from './connection';

type ShellMethod = keyof ShellMethods & string;

/** Asks the main process. Never rejects. */
export async function callShell<K extends ShellMethod>(
  method: K,
  args: Input<ShellMethods, K>,
  options: CallOptions = {},
): Promise<Result<Returns<ShellMethods, K>>> {
  const { shell } = useConnection.getState();
  if (!shell) return failure(errorOf('INTERNAL', 'window.unconnected', {}));
  const result = await shell.call(method, args, options);
  if (result.ok && isShellState(result.value)) setShellState(result.value);
  return result;
}

const useShellStore = create<{ readonly state: ShellState | null }>(() => ({ state: null }));

/** Language, theme, settings, recent workspaces and versions, as the main process last told them. */
export function useShellState(): ShellState {
  const state = useShellStore((store) => store.state);
  if (!state) throw new Error('the shell state is read before the ports arrived');
  return state;
}

export function shellState(): ShellState | null {
  return useShellStore.getState().state;
}

export function setShellState(state: ShellState): void {
  useShellStore.setState({ state });
}

const commandListeners = new Set<(command: Command) => void>();
type Dropped = ShellEvents['files.dropped'];
const dropListeners = new Set<(dropped: Dropped) => void>();

/** Listens to menu items, shortcuts and the palette. Returns the function that stops listening. */
export function onCommand(handler: (command: Command) => void): () => void {
  commandListeners.add(handler);
  return () => commandListeners.delete(handler);
}

/** Does what the menu item of this name does. In a text field, undo and redo are the field's own. */
export function runCommand(command: Command): void {
  if ((command === 'edit.undo' || command === 'edit.redo') && isTextField(document.activeElement)) {
    document.execCommand(command === 'edit.undo' ? 'undo' : 'redo');
    return;
  }
  for (const listen of [...commandListeners]) listen(command);
}

/** Listens to files and folders dropped anywhere on the window. Returns the function that stops listening. */
export function onFilesDropped(handler: (dropped: Dropped) => void): () => void {
  dropListeners.add(handler);
  return () => dropListeners.delete(handler);
}

export function announceDrop(dropped: Dropped): void {
  for (const listen of [...dropListeners]) listen(dropped);
}

/** Handles some commands while a component is shown; `handlers` may change with every render. */
export function useCommands(handlers: Partial<Record<Command, () => void>>): void {
  useEffect(() => onCommand((command) => handlers[command]?.()), [handlers]);
}

function isTextField(element: Element | null): boolean {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}

function isShellState(value: unknown): value is ShellState {
  return typeof value === 'object' && value !== null && 'settings' in value && 'versions' in value;
}
