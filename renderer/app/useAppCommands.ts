import { useEffect } from 'react';
import type { SettingsChange } from '#shared/model/settings';
import type { Command, ShellEvents } from '#shared/rpc/shell';
import { lockWindow } from '../engine/lock';
import { notifyError } from '../engine/notices';
import { chooseRescue } from '../engine/rescue';
import { changePassphrase, createSealed, saveSealed } from '../engine/sealedWorkspace';
import { callShell, onCommand, onFilesDropped, shellState } from '../engine/shell';
import { useWorkspace } from '../engine/workspace';
import { chooseImportFiles, queueImports, tellLeftOut } from '../features/data/importQueue';
import { openPage, useNavigation } from '../ui/navigation';
import { closeTab } from './closeTab';
import { copyRecipe } from './copyRecipe';
import { usePalette } from './palette';

const WORKSPACE_NAME = /\.huaxiang$/i;

/** Commands that are the same on every page; a page listens to its own. */
const actions: Partial<Record<Command, () => unknown>> = {
  'workspace.new': () => useWorkspace.getState().create(),
  'workspace.open': () => useWorkspace.getState().open(),
  'workspace.saveAs': () => useWorkspace.getState().saveAs(),
  'workspace.newSealed': createSealed,
  'workspace.saveSealed': saveSealed,
  'workspace.changePassphrase': changePassphrase,
  'workspace.copyRecipe': copyRecipe,
  'workspace.rescue': chooseRescue,
  'workspace.close': () => useWorkspace.getState().close(),
  'demo.open': () => useWorkspace.getState().openDemo(shellState()?.language === 'en-US' ? 'en' : 'zh'),
  'file.import': chooseImportFiles,
  'view.palette': () => usePalette.getState().toggle(),
  'view.settings': () => openPage({ page: 'settings' }),
  'view.toggleTheme': () => saveSettings({ theme: shellState()?.dark ? 'light' : 'dark' }),
  'view.toggleLanguage': () => saveSettings({ language: shellState()?.language === 'zh-CN' ? 'en-US' : 'zh-CN' }),
  'view.data': () => openPage({ page: 'data' }),
  'view.tags': () => openPage({ page: 'tags' }),
  'view.segments': () => openPage({ page: 'segments' }),
  'view.portraits': () => openPage({ page: 'portraits' }),
  'view.insight': () => openPage({ page: 'insight' }),
  'view.sql': () => openPage({ page: 'sql' }),
  'view.customer': () => openPage({ page: 'customer' }),
  'view.boards': () => openPage({ page: 'boards' }),
  'view.journeys': () => openPage({ page: 'journeys' }),
  'view.campaigns': () => openPage({ page: 'campaigns' }),
  'view.exports': () => openPage({ page: 'exports' }),
  'tab.close': () => closeTab(useNavigation.getState().active),
  'tab.next': () => useNavigation.getState().step(1),
  'tab.previous': () => useNavigation.getState().step(-1),
  'lock.close': lockWindow,
  'help.about': () => openPage({ page: 'about' }),
};

export function useAppCommands(): void {
  useEffect(() => onCommand((command) => void actions[command]?.()), []);
  useEffect(() => onFilesDropped((dropped) => void takeDropped(dropped)), []);
}

/** A dropped workspace is opened; everything else is offered for import. */
async function takeDropped({ files, folders }: ShellEvents['files.dropped']): Promise<void> {
  const workspace = files.find(({ name }) => WORKSPACE_NAME.test(name));
  if (workspace) await useWorkspace.getState().open(workspace);
  else {
    for (const folder of folders) tellLeftOut(folder);
    await queueImports([...files, ...folders.flatMap((folder) => folder.files)]);
  }
}

async function saveSettings(change: SettingsChange): Promise<void> {
  const saved = await callShell('settings.save', { change });
  if (!saved.ok) notifyError(saved.error);
}
