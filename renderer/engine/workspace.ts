import { create } from 'zustand';
import type { Result } from '#shared/model/result';
import type { WorkspaceInfo } from '#shared/model/workspace';
import type { GrantedFile } from '#shared/rpc/shell';
import { callKernel } from './kernel';
import { notify, notifyError } from './notices';
import { openWorkspaceFile } from './openWorkspaceFile';
import { type Passphrases, withPassphrase } from './passphrase';
import { queryClient } from './queryClient';
import { callShell } from './shell';

interface WorkspaceStore {
  readonly info: WorkspaceInfo | null;
  /** Grows by one whenever another workspace is opened. */
  readonly session: number;
  /** A workspace is being opened, made or closed. */
  readonly busy: boolean;
  /** Opens the given file, or asks for one. */
  readonly open: (file?: GrantedFile) => Promise<boolean>;
  readonly openRecent: (id: string) => Promise<boolean>;
  /** Asks where, and makes an empty workspace there. */
  readonly create: () => Promise<boolean>;
  /** The same with a passphrase. */
  readonly createSealed: () => Promise<boolean>;
  /** A workspace in memory, gone when closed. */
  readonly createInMemory: () => Promise<boolean>;
  readonly close: () => Promise<boolean>;
  /** A copy of an encrypted workspace is encrypted too, unless the person says otherwise. */
  readonly saveAs: () => Promise<boolean>;
  readonly saveSealed: () => Promise<boolean>;
  readonly changePassphrase: () => Promise<boolean>;
  /** Opens the demo bank, which is made first where there is none yet. */
  readonly openDemo: (language: 'zh' | 'en') => Promise<boolean>;
  readonly refresh: () => Promise<void>;
}

/** The workspace that is open. Every failure has been told to the user when an action answers false. */
export const useWorkspace = create<WorkspaceStore>((set, get) => {
  async function take(opening: Promise<Result<WorkspaceInfo> | null>, token?: string): Promise<boolean> {
    set({ busy: true });
    const result = await opening;
    set({ busy: false });
    if (!result) return false;
    if (!result.ok) return told(result);
    queryClient.clear();
    set(({ session }) => ({ info: result.value, session: session + 1 }));
    if (token) void callShell('recent.add', { token });
    return true;
  }

  function saved(file: GrantedFile, result: Result<WorkspaceInfo> | null): boolean {
    if (!result?.ok) return result ? told(result) : false;
    set({ info: result.value });
    void callShell('recent.add', { token: file.token });
    notify({ kind: 'success', text: 'savedAs', params: { name: file.name } });
    return true;
  }

  return {
    info: null,
    session: 0,
    busy: false,
    open: async (file) => {
      const chosen = file ?? (await chooseWorkspace());
      if (!chosen) return false;
      return take(openWorkspaceFile(chosen), chosen.token);
    },
    openRecent: async (id) => {
      const granted = await callShell('recent.grant', { id });
      return granted.ok ? get().open(granted.value) : told(granted);
    },
    create: async () => {
      const file = await chooseNewWorkspace();
      return file ? take(callKernel('workspace.create', { file: file.token }), file.token) : false;
    },
    createSealed: async () => {
      const file = await chooseNewWorkspace();
      if (!file) return false;
      const asked = { purpose: 'create', name: file.name } as const;
      const create = ({ passphrase }: Passphrases) => callKernel('workspace.create', { file: file.token, passphrase });
      return take(withPassphrase(asked, create), file.token);
    },
    createInMemory: () => take(callKernel('workspace.create', { file: null })),
    close: async () => {
      const result = await callKernel('workspace.close', {});
      if (!result.ok) return told(result);
      queryClient.clear();
      set({ info: null });
      return true;
    },
    saveAs: async () => {
      const file = await chooseNewWorkspace();
      if (!file) return false;
      if (!get().info?.sealed) return saved(file, await callKernel('workspace.saveAs', { file: file.token }));
      return saved(file, await withPassphrase({ purpose: 'saveAs', name: file.name }, saveTo(file)));
    },
    saveSealed: async () => {
      const file = await chooseNewWorkspace();
      if (!file) return false;
      return saved(file, await withPassphrase({ purpose: 'saveSealed', name: file.name }, saveTo(file)));
    },
    changePassphrase: async () => {
      const asked = { purpose: 'change', name: get().info?.name ?? '' } as const;
      const changed = await withPassphrase(asked, (given) => callKernel('workspace.changePassphrase', given));
      if (changed?.ok) notify({ kind: 'success', text: 'passphraseChanged' });
      return changed?.ok ?? false;
    },
    openDemo: async (language) => {
      const place = await callShell('demo.place', { language });
      if (!place.ok) return told(place);
      const { folder, ready } = place.value;
      if (ready) return get().open(ready);
      const made = await take(callKernel('demo.create', { folder: folder.token, language }));
      if (made) await rememberDemo(language);
      return made;
    },
    refresh: async () => {
      const result = await callKernel('workspace.info', {});
      if (result.ok) set({ info: result.value });
    },
  };
});

function saveTo({ token }: GrantedFile) {
  return ({ passphrase }: Passphrases) => callKernel('workspace.saveAs', { file: token, ...(passphrase === '' ? {} : { passphrase }) });
}

async function chooseWorkspace(): Promise<GrantedFile | undefined> {
  const chosen = await callShell('files.choose', { purpose: 'workspace' });
  if (!chosen.ok) notifyError(chosen.error);
  return chosen.ok ? chosen.value?.[0] : undefined;
}

async function chooseNewWorkspace(): Promise<GrantedFile | null> {
  const chosen = await callShell('files.chooseNew', { purpose: 'workspace', suggestedName: 'workspace.huaxiang' });
  if (!chosen.ok) notifyError(chosen.error);
  return chosen.ok ? chosen.value : null;
}

async function rememberDemo(language: 'zh' | 'en'): Promise<void> {
  const place = await callShell('demo.place', { language });
  if (place.ok && place.value.ready) await callShell('recent.add', { token: place.value.ready.token });
}

function told(result: Result<unknown>): false {
  if (!result.ok) notifyError(result.error);
  return false;
}
