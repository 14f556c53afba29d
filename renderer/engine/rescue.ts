import { create } from 'zustand';
import type { Rescue } from '#shared/model/rescue';
import type { HuaxiangError, Result } from '#shared/model/result';
import type { Progress } from '#shared/rpc/method';
import type { GrantedFile } from '#shared/rpc/shell';
import { notifyError } from './notices';
import { withPassphrase } from './passphrase';
import { callShell } from './shell';

interface RescueStore {
  /** The workspace whose rescue is offered; null = none. */
  readonly file: GrantedFile | null;
  readonly step: RescueStep;
}

export type RescueStep =
  | { readonly kind: 'offered' }
  | { readonly kind: 'running'; readonly progress: Progress | undefined; readonly cancel: () => void }
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
  const found = await rescueInto(file, made);
  const isSealed = !found.ok && found.error.code === 'WORKSPACE_SEALED';
  useRescue.setState({ step: stepOf(isSealed ? await rescueSealed(file, made) : found, made) });
}

/** Given up is as if it had not been begun. */
function stepOf(found: Result<Rescue> | null, made: GrantedFile): RescueStep {
  if (found?.ok) return { kind: 'done', rescue: found.value, made };
  return found === null || found.error.code === 'CANCELLED' ? { kind: 'offered' } : { kind: 'failed', error: found.error };
}

interface Given {
  readonly passphrase?: string;
  /** The passphrase was right. */
  readonly onBegun?: () => void;
}

function rescueInto({ token: from }: GrantedFile, { token: to }: GrantedFile, given: Given = {}): Promise<Result<Rescue>> {
  const { passphrase, onBegun } = given;
  const cancelling = new AbortController();
  const cancel = () => cancelling.abort();
  const show = (progress?: Progress) => useRescue.setState({ step: { kind: 'running', progress, cancel } });
  show();
  const onProgress = (progress: Progress) => {
    onBegun?.();
    show(progress);
  };
  const asked = { from, to, ...(passphrase === undefined ? {} : { passphrase }) };
  return callShell('workspace.rescue', asked, { signal: cancelling.signal, onProgress });
}

async function rescueSealed(file: GrantedFile, made: GrantedFile): Promise<Result<Rescue> | null> {
  const begun = await withPassphrase({ purpose: 'open', name: file.name }, ({ passphrase }) => begin(file, made, passphrase));
  return begun?.ok ? await begun.value.ended : begun;
}

interface Begun {
  readonly ended: Promise<Result<Rescue>>;
}

/** Answers as soon as the passphrase is known to be right: from then on the dialog of the rescue says how far it is. */
function begin(file: GrantedFile, made: GrantedFile, passphrase: string): Promise<Result<Begun>> {
  return new Promise((resolve) => {
    const onBegun = () => resolve({ ok: true, value: { ended } });
    const ended = rescueInto(file, made, { passphrase, onBegun });
    void ended.then((result) => (result.ok ? onBegun() : resolve(result)));
  });
}
