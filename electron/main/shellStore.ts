import { join } from 'node:path';
import { app, nativeTheme } from 'electron';
import { fault } from '#shared/model/result';
import { type Settings, type SettingsChange, settingsSchema } from '#shared/model/settings';
import type { ShellState } from '#shared/rpc/shell';
import { readJson, writeJson } from './jsonFile';
import { recentId, recentSchema, shownRecent, withRecent } from './recent';

const COUNT_REPORTED_AFTER_MS = 200;

/** What the shell knows and keeps: settings, recent workspaces, the count of refused requests. */
export interface ShellStore {
  state(): ShellState;
  saveSettings(change: SettingsChange): ShellState;
  addRecent(path: string): ShellState;
  removeRecent(id: string): ShellState;
  /** @throws Fault FILE_NOT_FOUND */
  recentPath(id: string): string;
  countRefused(): void;
  onChange(listen: (state: ShellState) => void): void;
  /** Files that could not be understood and were moved to these names. */
  readonly setAside: readonly string[];
}

export function openStore(folder: string): ShellStore {
  const settingsFile = join(folder, 'settings.json');
  const recentFile = join(folder, 'recent.json');
  const readSettings = readJson(settingsFile, settingsSchema, settingsSchema.parse({}));
  const readRecent = readJson(recentFile, recentSchema, []);
  const listeners = new Set<(state: ShellState) => void>();
  let settings = readSettings.value;
  let recent = readRecent.value;
  let blockedRequests = 0;
  let reporting = false;

  const state = () => shellState(settings, recent.map(shownRecent), blockedRequests);

  function changed(): ShellState {
    const current = state();
    for (const listen of listeners) listen(current);
    return current;
  }

  function keepRecent(list: typeof recent): ShellState {
    recent = list;
    writeJson(recentFile, recent);
    return changed();
  }

  nativeTheme.themeSource = settings.theme;
  nativeTheme.on('updated', changed);

  return {
    state,
    saveSettings(change) {
      settings = settingsSchema.parse({ ...settings, ...change });
      writeJson(settingsFile, settings);
      nativeTheme.themeSource = settings.theme;
      return changed();
    },
    addRecent: (path) => keepRecent(withRecent(recent, path, new Date())),
    removeRecent: (id) => keepRecent(recent.filter((each) => recentId(each) !== id)),
    recentPath(id) {
      const found = recent.find((each) => recentId(each) === id);
      if (!found) throw fault('FILE_NOT_FOUND', 'workspace.unlisted', {});
      return found.path;
    },
    countRefused() {
      blockedRequests += 1;
      if (reporting) return;
      reporting = true;
      setTimeout(() => {
        reporting = false;
        changed();
      }, COUNT_REPORTED_AFTER_MS);
    },
    onChange: (listen) => void listeners.add(listen),
    setAside: [readSettings.setAside, readRecent.setAside].filter((name) => name !== undefined),
  };
}

function shellState(settings: Settings, recent: ShellState['recent'], blockedRequests: number): ShellState {
  const { electron = '', chrome = '', node = '' } = process.versions;
  return {
    settings,
    language: settings.language === 'system' ? systemLanguage() : settings.language,
    dark: settings.theme === 'system' ? nativeTheme.shouldUseDarkColors : settings.theme === 'dark',
    recent,
    versions: { app: app.getVersion(), electron, chrome, node },
    platform: process.platform,
    blockedRequests,
  };
}

function systemLanguage(): ShellState['language'] {
  const preferred = app.getPreferredSystemLanguages()[0] ?? app.getLocale();
  return /^zh\b/i.test(preferred) ? 'zh-CN' : 'en-US';
}
