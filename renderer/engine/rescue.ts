import { create } from 'zustand';
import type { Rescue } from '#shared/model/rescue';
import type { HuaxiangError } from '#shared/model/result';
import type { GrantedFile } from '#shared/rpc/shell';
import { notifyError } from './notices';
import { callShell } from './shell';

interface RescueStore {
  /** The workspace whose rescue is offered; null = none. */
  readonly file: GrantedFile | null;
  readonly step: RescueStep;
}

export type RescueStep =
  | { readonly kind: 'offered' | 'running' }
  | { readonly kind: 'failed'; readonly error: HuaxiangError }
  | { readonly kind: 'done'; readonly rescue: Rescue; readonly made: GrantedFile };

export const useRescue = create<RescueStore>(() => ({ file: null, step: { kind: 'offered' } }));

export function offerRescue(file: GrantedFile): void {
  useRescue.setState({ file, step: { kind: 'offered' } });
}

export function closeRescue(): void {
  useRescue.setState({ file: null });
}

/** Asks for a damaged workspace, of any state: one that opens may have rows that cannot be read. */
export async function chooseRescue(): Promise<void> {
  const chosen = await callShell('files.choose', { purpose: 'workspace' });
  if (!chosen.ok) notifyError(chosen.error);
  else if (chosen.value?.[0]) offerRescue(chosen.value[0]);
}

/** Asks where the new workspace is to be, and makes it. */
export async function runRescue(file: GrantedFile): Promise<void> {
  const suggestedName = file.name.replace(/(\.huaxiang)?$/, '-rescued.huaxiang');
  const chosen = await callShell('files.chooseNew', { purpose: 'workspace', suggestedName });
  if (!chosen.ok) notifyError(chosen.error);
  if (!chosen.ok || chosen.value === null) return;
  const made = chosen.value;
  useRescue.setState({ step: { kind: 'running' } });
  const result = await callShell('workspace.rescue', { from: file.token, to: made.token });
  useRescue.setState({
    step: result.ok ? { kind: 'done', rescue: result.value, made } : { kind: 'failed', error: result.error },
  });
}
