import { z } from 'zod';
import type { HuaxiangError, Result } from '../model/result';

/** One method: how its arguments are checked, and (as a type only) what it returns. */
export interface Method<S extends z.ZodType, R> {
  readonly args: S;
  readonly returns?: R;
}

export type MethodMap = Record<string, Method<z.ZodType, unknown>>;

/** `method<Answer>()(schema)`: the answer's type is given, the arguments' type is read off the schema. */
export function method<R>() {
  return <S extends z.ZodType>(args: S): Method<S, R> => ({ args });
}

/** What a caller passes (fields with defaults may be left out). */
export type Input<M extends MethodMap, K extends keyof M> = z.input<M[K]['args']>;
/** What a handler receives after the check. */
export type Args<M extends MethodMap, K extends keyof M> = z.output<M[K]['args']>;
export type Returns<M extends MethodMap, K extends keyof M> = Exclude<M[K]['returns'], undefined>;

/** Progress of a running call: what it is doing, how far (0–1 where known), rows done, seconds since its start. */
export interface Progress {
  readonly phase: string;
  readonly fraction?: number;
  readonly rows?: number;
  readonly seconds: number;
}

export interface CallContext {
  readonly signal: AbortSignal;
  progress(step: Omit<Progress, 'seconds'>): void;
}

export type Handlers<M extends MethodMap> = {
  [K in keyof M]: (args: Args<M, K>, call: CallContext) => Promise<Returns<M, K>>;
};

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** Any two-way channel: Electron's and the DOM's MessagePorts, worker threads and memory pairs adapt to it in a few lines. */
export interface Port {
  post(message: unknown): void;
  listen(receive: (message: unknown) => void): void;
  close(): void;
}

export type Request =
  | { readonly kind: 'call'; readonly id: number; readonly method: string; readonly args: unknown }
  | { readonly kind: 'cancel'; readonly id: number };

export type Reply =
  | { readonly kind: 'result'; readonly id: number; readonly result: Result<unknown> }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly kind: 'event'; readonly event: string; readonly payload: unknown };

export function failure(error: HuaxiangError): Result<never> {
  return { ok: false, error };
}

/** The arguments of a method that takes none. */
export const nothing = z.strictObject({});
export const page = { offset: z.number().int().min(0), limit: z.number().int().min(1).max(1000) };
