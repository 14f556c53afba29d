import { create } from 'zustand';
import type { LockState } from '#shared/model/lock';
import { callKernel } from './kernel';
import { notifyError } from './notices';
import { queryClient } from './queryClient';
import { useWorkspace } from './workspace';

const OPEN: LockState = { locked: false, canLock: false, workspace: null };

/** The lock of the window, as the kernel last told of it. */
export const useLock = create<LockState>(() => OPEN);

/** Asks whether the window is locked; what was read before is forgotten where it is. */
export async function readLock(): Promise<void> {
  const state = await callKernel('lock.state', {});
  if (state.ok) show(state.value);
}

/** The screen goes at once, its answers with it; only then is asked what may be shown instead. */
export async function lockChanged(locked: boolean): Promise<void> {
  show({ ...useLock.getState(), locked });
  await readLock();
  if (!locked) await useWorkspace.getState().refresh();
}

export async function lockWindow(): Promise<void> {
  const result = await callKernel('lock.close', {});
  if (!result.ok) notifyError(result.error);
}

/** Resolves at once where the window is not locked. */
export function unlocked(): Promise<void> {
  return new Promise((resolve) => {
    if (!useLock.getState().locked) return resolve();
    const stop = useLock.subscribe(({ locked }) => {
      if (locked) return;
      stop();
      resolve();
    });
  });
}

function show(state: LockState): void {
  useLock.setState(state);
  if (!state.locked) return;
  void queryClient.cancelQueries();
  queryClient.clear();
}
