import type { Result } from '#shared/model/result';
import type { WorkspaceInfo } from '#shared/model/workspace';
import type { GrantedFile } from '#shared/rpc/shell';
import { callKernel } from './kernel';
import { notify } from './notices';
import { type PassphrasePurpose, withPassphrase } from './passphrase';

/** Opens a workspace, asking for the passphrase of an encrypted one; null when the person gives up. */
export async function openWorkspaceFile({ token: file, name }: GrantedFile): Promise<Result<WorkspaceInfo> | null> {
  const opened = await callKernel('workspace.open', { file });
  if (opened.ok || opened.error.code !== 'WORKSPACE_SEALED') return opened;
  const unsealed = await withPassphrase({ purpose: 'open', name }, ({ passphrase }) =>
    callKernel('workspace.open', { file, passphrase }),
  );
  if (unsealed?.ok && unsealed.value.recovered) notify({ kind: 'warning', text: 'recovered', params: { name } });
  return unsealed;
}

/** Writes a copy and opens that, with the passphrase that the person chooses for it. */
export function saveSealedCopy(
  { token: file, name }: GrantedFile,
  purpose: Extract<PassphrasePurpose, 'saveAs' | 'saveSealed'>,
): Promise<Result<WorkspaceInfo> | null> {
  return withPassphrase({ purpose, name }, ({ passphrase }) =>
    callKernel('workspace.saveAs', { file, ...(passphrase === '' ? {} : { passphrase }) }),
  );
}
