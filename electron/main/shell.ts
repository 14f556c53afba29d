import type { BrowserWindow } from 'electron';
import { fault } from '#shared/model/result';
import type { Handlers } from '#shared/rpc/method';
import { type Installation, PRINTED, type ShellMethods } from '#shared/rpc/shell';
import { demoPlace } from './demoPlace';
import { chooseFiles, chooseFolder, chooseNewFile } from './dialogs';
import type { Drafts } from './drafts';
import type { Grant, Grants } from './grants';
import { rescue } from './rescue';
import type { ShellStore } from './shellStore';
import { textsOf } from './texts';

interface ShellParts {
  /** The built process that rescues workspaces. */
  readonly rescuer: string;
  readonly window: BrowserWindow;
  readonly userData: string;
  readonly store: ShellStore;
  readonly grants: Grants;
  readonly drafts: Drafts;
  readonly installation: () => Promise<Installation | null>;
  /** The page has opened this workspace. */
  readonly onOpened: (workspace: Grant) => void;
}

/** What the page may ask of the main process. */
export function shellHandlers({
  rescuer,
  window,
  userData,
  store,
  grants,
  drafts,
  installation,
  onOpened,
}: ShellParts): Handlers<ShellMethods> {
  const texts = () => textsOf(store.state().language);
  return {
    'shell.state': async () => store.state(),
    'shell.installation': installation,
    'settings.save': async ({ change }) => store.saveSettings(change),
    'files.choose': ({ purpose }) => chooseFiles(window, texts(), grants, purpose),
    'files.chooseFolder': () => chooseFolder(window, texts(), grants),
    'files.chooseNew': (asked) => {
      const { create } = asked.purpose in PRINTED ? drafts : grants;
      return chooseNewFile(window, texts(), create, asked);
    },
    'files.print': async ({ token }) => {
      await drafts.print(token);
      return null;
    },
    'workspace.rescue': (asked, call) => rescue(rescuer, grants, asked, call),
    'recent.grant': ({ id }) => grants.open(store.recentPath(id), { writable: true }),
    'recent.add': async ({ token }) => {
      const grant = grants.find(token);
      if (!grant) throw fault('FILE_NOT_FOUND', 'file.neverOpened', {});
      onOpened(grant);
      return store.addRecent(grant.path);
    },
    'recent.remove': async ({ id }) => store.removeRecent(id),
    'demo.place': (args) => demoPlace(userData, grants, args),
  };
}
