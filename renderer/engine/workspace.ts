import { create } from 'zustand';
import type { HuaxiangError, Result } from '#shared/model/result';
import type { WorkspaceInfo } from '#shared/model/workspace';
import type { GrantedFile } from '#shared/rpc/shell';
import { callKernel } from './kernel';
import { notify, notifyError } from './notices';
import { queryClient } from './queryClient';
import { offerRescue } from './rescue';
import { callShell } from './shell';
import { openWorkspaceFile, saveSealedCopy } from './workspaceFile';

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
  /** A workspace in memory, gone when closed. */
  readonly createInMemory: () => Promise<boolean>;
  readonly close: () => Promise<boolean>;
  /** A copy of an encrypted workspace is encrypted too, unless the person says otherwise. */
  readonly saveAs: () => Promise<boolean>;
  /** Opens the demo bank, which is made first where there is none yet. */
  readonly openDemo: (language: 'zh' | 'en') => Promise<boolean>;
  readonly refresh: () => Promise<void>;
}

/** The workspace that is open. Every failure has been told to the user when an action answers false. */
export const useWorkspace = create<WorkspaceStore>((set, get) => {
  return {
    info: null,
    session: 0,
    busy: false,
    open: async (file) => {
      const chosen = file ?? (await chooseWorkspace());
      if (!chosen) return false;
      return take(openWorkspaceFile(chosen), chosen.token, chosen);
    },
    openRecent: async (id) => {
      const granted = await callShell('recent.grant', { id });
      return granted.ok ? get().open(granted.value) : told(granted);
    },
    create: async () => {
      const file = await chooseNewWorkspace();
      return file ? take(callKernel('workspace.create', { file: file.token }), file.token) : false;
    },
    createInMemory: () => take(callKernel('workspace.create', { file: null })),
    close: async () => {
      // An engine waits for what still runs on it before it closes.
      void queryClient.cancelQueries();
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
      return saved(file, await saveSealedCopy(file, 'saveAs'));
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

/** Shows what was opened; null = the person gave up. */
export async function take(opening: Promise<Result<WorkspaceInfo> | null>, token?: string, file?: GrantedFile): Promise<boolean> {
  useWorkspace.setState({ busy: true });
  const result = await opening;
  useWorkspace.setState({ busy: false });
  if (!result) return false;
  if (!result.ok) return refused(result.error, file);
  queryClient.clear();
  useWorkspace.setState(({ session }) => ({ info: result.value, session: session + 1 }));
  if (token) void callShell('recent.add', { token });
  return true;
}

/** Says that a copy was saved, which is the open one then. */
export function saved(file: GrantedFile, result: Result<WorkspaceInfo> | null): boolean {
  if (!result?.ok) return result ? told(result) : false;
  useWorkspace.setState({ info: result.value });
  void callShell('recent.add', { token: file.token });
  notify({ kind: 'success', text: 'savedAs', params: { name: file.name } });
  return true;
}

async function chooseWorkspace(): Promise<GrantedFile | undefined> {
  const chosen = await callShell('files.choose', { purpose: 'workspace' });
  if (!chosen.ok) notifyError(chosen.error);
  return chosen.ok ? chosen.value?.[0] : undefined;
}

export async function chooseNewWorkspace(): Promise<GrantedFile | null> {
  const chosen = await callShell('files.chooseNew', { purpose: 'workspace', suggestedName: 'workspace.huaxiang' });
  if (!chosen.ok) notifyError(chosen.error);
  return chosen.ok ? chosen.value : null;
}

async function rememberDemo(language: 'zh' | 'en'): Promise<void> {
  const place = await callShell('demo.place', { language });
  if (place.ok && place.value.ready) await callShell('recent.add', { token: place.value.ready.token });
}

/** What can still be read of a damaged workspace is offered for rescue, which tells the failure too. */
function refused(error: HuaxiangError, file: GrantedFile | undefined): false {
  if (file && error.code === 'WORKSPACE_DAMAGED') offerRescue(file);
  else notifyError(error);
  return false;
}

function told(result: Result<unknown>): false {
  if (!result.ok) notifyError(result.error);
  return false;
}
