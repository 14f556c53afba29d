import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportPreview, ImportReceipt } from '#shared/model/import';
import { Fault, type HuaxiangError } from '#shared/model/result';
import type { GrantedFile } from '#shared/rpc/shell';
import { kernelQuery, useKernelAction } from '../../../engine/kernel';
import { queryClient } from '../../../engine/queryClient';
import { hasNumberedMates } from '../fileMates';

/** Where a file of several stands. `look` is one that a person has to look at: it replaces a table, is part of one, or holds several. */
export type OverviewState =
  | { readonly kind: 'reading' | 'ready' | 'running' }
  | { readonly kind: 'look'; readonly why: 'imported' | 'numbered' | 'parts' }
  | { readonly kind: 'done'; readonly receipt: ImportReceipt }
  | { readonly kind: 'failed'; readonly error: HuaxiangError };

export interface OverviewFile {
  readonly file: GrantedFile;
  readonly preview: ImportPreview | undefined;
  readonly state: OverviewState;
}

interface Overview {
  readonly files: readonly OverviewFile[];
  readonly running: GrantedFile | undefined;
  readonly action: ReturnType<typeof useKernelAction<'imports.run'>>;
  /** Brings in all files that are ready, one after the other; a cancel leaves the rest. */
  readonly run: () => Promise<void>;
}

/** A folder may hold a thousand files. */
const READ_AT_ONCE = 4;

function isSettled(queryKey: readonly unknown[]): boolean {
  const status = queryClient.getQueryState(queryKey)?.status;
  return status === 'success' || status === 'error';
}

/** The queued files as they would be read, and what came of them. */
export function useOverview(queued: readonly GrantedFile[]): Overview {
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, OverviewState>>(new Map());
  const [running, setRunning] = useState<GrantedFile>();
  const questions = queued.map(({ token }) => kernelQuery('imports.preview', { file: token, options: {} }));
  const settled = questions.filter(({ queryKey }) => isSettled(queryKey)).length;
  // While files come in, those before them must not make the others look as if they had been imported before.
  const previews = useQueries({
    queries: questions.map((question, index) => ({ ...question, enabled: !running && index < settled + READ_AT_ONCE })),
  });
  const action = useKernelAction('imports.run');
  const files = queued.map((file, index): OverviewFile => {
    const { data, error } = previews[index] ?? {};
    const state = outcomes.get(file.token) ?? firstState(file, queued, data, error ?? null);
    return { file, preview: data, state: running === file ? { kind: 'running' } : state };
  });
  const run = async () => {
    for (const { file, state } of files) {
      if (state.kind !== 'ready') continue;
      setRunning(file);
      const result = await action.run({ file: file.token, options: {} });
      if (!result.ok && result.error.code === 'CANCELLED') break;
      const outcome: OverviewState = result.ok
        ? { kind: 'done', receipt: result.value }
        : { kind: 'failed', error: result.error };
      setOutcomes((known) => new Map(known).set(file.token, outcome));
    }
    setRunning(undefined);
  };
  return { files, running, action, run };
}

function firstState(
  file: GrantedFile,
  queued: readonly GrantedFile[],
  preview: ImportPreview | undefined,
  error: Error | null,
): OverviewState {
  if (error instanceof Fault) return { kind: 'failed', error: error.error };
  if (!preview) return { kind: 'reading' };
  if (preview.template) return { kind: 'look', why: 'imported' };
  if (hasNumberedMates(file, queued)) return { kind: 'look', why: 'numbered' };
  return holdsSeveral(preview) ? { kind: 'look', why: 'parts' } : { kind: 'ready' };
}

function holdsSeveral({ entries = [], parts = [] }: ImportPreview): boolean {
  return entries.length > 1 || parts.filter(({ hidden }) => !hidden).length > 1;
}
