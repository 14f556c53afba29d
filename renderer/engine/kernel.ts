import { hashKey, keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { errorOf, Fault, type HuaxiangError, type Result } from '#shared/model/result';
import type { KernelMethods } from '#shared/rpc/contract';
import { type CallOptions, failure, type Input, type Progress, type Returns } from '#shared/rpc/method';
import { useConnection } from './connection';
import { withPassphrase } from './passphrase';
import { addRunningCall, type RunningCall, removeRunningCall, setRunningProgress, useRunningCallStore } from './runningCalls';

export type KernelMethod = keyof KernelMethods & string;
export type KernelArgs<K extends KernelMethod> = Input<KernelMethods, K>;
export type KernelReturns<K extends KernelMethod> = Returns<KernelMethods, K>;

/** Asks the kernel one question. Never rejects: every failure is data. The call shows in the status bar while it runs. */
export async function callKernel<K extends KernelMethod>(
  method: K,
  args: KernelArgs<K>,
  { signal, onProgress }: CallOptions = {},
): Promise<Result<KernelReturns<K>>> {
  const { kernel } = useConnection.getState();
  if (!kernel) return failure(errorOf('ENGINE_STOPPED', 'engine.notRunning', {}, { hint: 'hint.restarting' }));
  const controller = new AbortController();
  const cancel = () => controller.abort();
  if (signal?.aborted) cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  const id = addRunningCall({ method, key: questionKey(method, args), cancel });
  const report = (progress: Progress) => {
    setRunningProgress(id, progress);
    onProgress?.(progress);
  };
  const result = await kernel.call(method, args, { signal: controller.signal, onProgress: report });
  signal?.removeEventListener('abort', cancel);
  removeRunningCall(id);
  const isLocked = !result.ok && result.error.code === 'KEY_SEALED';
  return isLocked && (await unlockKey())
    ? await callKernel(method, args, { ...(signal ? { signal } : {}), ...(onProgress ? { onProgress } : {}) })
    : result;
}

/** Asked for once, when something is to be signed for the first time. */
async function unlockKey(): Promise<boolean> {
  const unlocked = await withPassphrase({ purpose: 'unlockKey', name: '' }, ({ passphrase }) =>
    callKernel('keys.unlock', { passphrase }),
  );
  return unlocked?.ok ?? false;
}

export interface KernelAnswer<T> {
  readonly data: T | undefined;
  readonly error: HuaxiangError | undefined;
  /** The question is being asked, for the first time or again. */
  readonly busy: boolean;
  readonly progress: Progress | undefined;
  readonly retry: () => void;
  /** Stops the question; its error is then CANCELLED. */
  readonly cancel: () => void;
}

interface UseKernelOptions {
  readonly enabled?: boolean;
  /** Shows the last answer while a changed question is asked. */
  readonly keep?: boolean;
  /** The page counts as complete without it. */
  readonly background?: boolean;
  /** A question of the frame around the page, in the background. Milliseconds between two askings. */
  readonly every?: number;
}

/** Asks while mounted; asks again when the arguments or what the answer rests on change; an answer no longer wanted is cancelled. */
export function useKernel<K extends KernelMethod>(
  method: K,
  args: KernelArgs<K>,
  { enabled = true, keep = false, every, background = every !== undefined }: UseKernelOptions = {},
): KernelAnswer<KernelReturns<K>> {
  const query = useQuery<KernelReturns<K>, Error>({
    queryKey: [method, args],
    queryFn: ({ signal }) => ask(method, args, signal),
    enabled,
    meta: { background },
    ...(every === undefined ? {} : { refetchInterval: every }),
    ...(keep ? { placeholderData: keepPreviousData as never } : {}),
  });
  const key = questionKey(method, args);
  const progress = useProgress(key, query.isFetching);
  const { refetch } = query;
  const retry = useCallback(() => void refetch(), [refetch]);
  const cancel = useCallback(() => callOf(key)?.cancel(), [key]);
  return { data: query.data, error: thrownError(query.error), busy: query.isFetching, progress, retry, cancel };
}

export interface KernelAction<K extends KernelMethod> {
  readonly run: (args: KernelArgs<K>) => Promise<Result<KernelReturns<K>>>;
  readonly busy: boolean;
  readonly progress: Progress | undefined;
  readonly cancel: () => void;
}

/** A call that a person starts: it runs on when the page is left, and is cancelled by its button or in the status bar. */
export function useKernelAction<K extends KernelMethod>(method: K): KernelAction<K> {
  const [open, setOpen] = useState(0);
  const [progress, setProgress] = useState<Progress>();
  const controller = useRef<AbortController>(undefined);
  const run = useCallback(
    async (args: KernelArgs<K>) => {
      controller.current = new AbortController();
      setOpen((n) => n + 1);
      setProgress(undefined);
      const result = await callKernel(method, args, { signal: controller.current.signal, onProgress: setProgress });
      setOpen((n) => n - 1);
      return result;
    },
    [method],
  );
  const cancel = useCallback(() => controller.current?.abort(), []);
  return { run, busy: open > 0, progress, cancel };
}

/** Every call that runs now, oldest first. */
export function useRunningCalls(): readonly RunningCall[] {
  return useRunningCallStore((state) => state.calls);
}

/** The question as TanStack Query takes it, for several at once. */
export function kernelQuery<K extends KernelMethod>(method: K, args: KernelArgs<K>) {
  return {
    queryKey: [method, args] as const,
    queryFn: ({ signal }: { signal: AbortSignal }) => ask(method, args, signal),
  };
}

async function ask<K extends KernelMethod>(method: K, args: KernelArgs<K>, signal: AbortSignal): Promise<KernelReturns<K>> {
  const result = await callKernel(method, args, { signal });
  if (!result.ok) throw new Fault(result.error);
  return result.value;
}

function useProgress(key: string, running: boolean): Progress | undefined {
  return useRunningCallStore((state) => (running ? state.calls.find((call) => call.key === key)?.progress : undefined));
}

function callOf(key: string): RunningCall | undefined {
  return useRunningCallStore.getState().calls.find((call) => call.key === key);
}

function questionKey(method: string, args: unknown): string {
  return hashKey([method, args]);
}

function thrownError(cause: Error | null): HuaxiangError | undefined {
  if (!cause) return undefined;
  return cause instanceof Fault ? cause.error : { code: 'INTERNAL', message: cause.message };
}
