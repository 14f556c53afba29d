import type { Result } from '#shared/model/result';
import { type NewFilePurpose, PRINTED } from '#shared/rpc/shell';
import { notify, notifyError } from './notices';
import { callShell } from './shell';

type Purpose = Exclude<NewFilePurpose, 'workspace'>;

/**
 * Asks where a report goes and has the kernel write it there (null: the person gave up); what only a browser can make, the shell then
 * makes of what was written.
 */
export async function saveReport(
  purpose: Purpose,
  suggestedName: string,
  write: (file: string) => Promise<Result<unknown> | null>,
): Promise<void> {
  const chosen = await callShell('files.chooseNew', { purpose, suggestedName: suggestedName.slice(0, 200) });
  if (!chosen.ok) return notifyError(chosen.error);
  if (chosen.value === null) return;
  const { token, name } = chosen.value;
  const written = await write(token);
  if (written === null) return;
  const made = written.ok && purpose in PRINTED ? await callShell('files.print', { token }) : written;
  if (made.ok) notify({ kind: 'success', text: isReport(purpose) ? 'reportSaved' : 'fileSaved', params: { name } });
  else notifyError(made.error);
}

function isReport(purpose: Purpose): boolean {
  return purpose !== 'hxpkg' && purpose !== 'hxdecision';
}
