import { create } from 'zustand';
import type { GrantedFile, GrantedFolder } from '#shared/rpc/shell';
import { notify, notifyError } from '../../engine/notices';
import { callShell } from '../../engine/shell';
import { useWorkspace } from '../../engine/workspace';

interface ImportQueue {
  /** Files to import; the dialog shows the first. */
  readonly files: readonly GrantedFile[];
  /** How many files were in the queue since it was last empty. */
  readonly length: number;
  readonly next: () => void;
  /** Takes these out: they came in together with the first. */
  readonly drop: (tokens: readonly string[]) => void;
  readonly clear: () => void;
}

export const useImportQueue = create<ImportQueue>((set) => ({
  files: [],
  length: 0,
  next: () => set(({ files, length }) => (files.length <= 1 ? { files: [], length: 0 } : { files: files.slice(1), length })),
  drop: (tokens) => set(({ files, length }) => ({ files: files.filter(({ token }) => !tokens.includes(token)), length })),
  clear: () => set({ files: [], length: 0 }),
}));

/** Offers files for import, one after the other. Without a workspace one in memory is made for them. */
export async function queueImports(files: readonly GrantedFile[]): Promise<void> {
  if (files.length === 0) return;
  const { info, createInMemory } = useWorkspace.getState();
  if (!info && !(await createInMemory())) return;
  useImportQueue.setState((queue) => ({ files: [...queue.files, ...files], length: queue.length + files.length }));
}

export async function chooseImportFiles(): Promise<void> {
  const chosen = await callShell('files.choose', { purpose: 'import' });
  if (!chosen.ok) notifyError(chosen.error);
  else await queueImports(chosen.value ?? []);
}

/** Offers the data files of a folder that the person chooses. */
export async function chooseImportFolder(): Promise<void> {
  const chosen = await callShell('files.chooseFolder', {});
  if (!chosen.ok) notifyError(chosen.error);
  if (!chosen.ok || !chosen.value) return;
  tellLeftOut(chosen.value);
  await queueImports(chosen.value.files);
}

/** Says what of a folder is not offered. */
export function tellLeftOut({ name, files, leftOut }: GrantedFolder): void {
  const params = { name, n: String(leftOut), files: String(files.length) };
  if (files.length === 0) notify({ kind: 'warning', text: 'folderWithoutData', params });
  else if (leftOut > 0) notify({ kind: 'info', text: 'folderLeftOut', params });
}
