import { callKernel } from './kernel';
import { notify } from './notices';
import { withPassphrase } from './passphrase';
import { chooseNewWorkspace, saved, take, useWorkspace } from './workspace';
import { saveSealedCopy } from './workspaceFile';

/** Asks where and for a passphrase, and makes an empty workspace there. */
export async function createSealed(): Promise<void> {
  const file = await chooseNewWorkspace();
  if (!file) return;
  const { token, name } = file;
  const create = withPassphrase({ purpose: 'create', name }, ({ passphrase }) =>
    callKernel('workspace.create', { file: token, passphrase }),
  );
  await take(create, token);
}

export async function saveSealed(): Promise<void> {
  const file = await chooseNewWorkspace();
  if (file) saved(file, await saveSealedCopy(file, 'saveSealed'));
}

export async function changePassphrase(): Promise<void> {
  const name = useWorkspace.getState().info?.name ?? '';
  const changed = await withPassphrase({ purpose: 'change', name }, (given) => callKernel('workspace.changePassphrase', given));
  if (changed?.ok) notify({ kind: 'success', text: 'passphraseChanged' });
}
