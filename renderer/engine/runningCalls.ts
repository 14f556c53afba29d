import { create } from 'zustand';
import type { Progress } from '#shared/rpc/method';

export interface RunningCall {
  readonly id: number;
  readonly method: string;
  /** Names the question, so that the hook that asked it finds its progress. */
  readonly key: string;
  /** `performance.now()` at the start. */
  readonly startedAt: number;
  readonly progress: Progress | undefined;
  readonly cancel: () => void;
}

interface RunningCalls {
  readonly calls: readonly RunningCall[];
}

export const useRunningCallStore = create<RunningCalls>(() => ({ calls: [] }));

let lastId = 0;

export function addRunningCall(call: Pick<RunningCall, 'method' | 'key' | 'cancel'>): number {
  lastId += 1;
  const added: RunningCall = { ...call, id: lastId, startedAt: performance.now(), progress: undefined };
  useRunningCallStore.setState(({ calls }) => ({ calls: [...calls, added] }));
  return lastId;
}

export function setRunningProgress(id: number, progress: Progress): void {
  useRunningCallStore.setState(({ calls }) => ({ calls: calls.map((call) => (call.id === id ? { ...call, progress } : call)) }));
}

export function removeRunningCall(id: number): void {
  useRunningCallStore.setState(({ calls }) => ({ calls: calls.filter((call) => call.id !== id) }));
}
