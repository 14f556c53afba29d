import type { MenuItemConstructorOptions } from 'electron';
import type { Command } from '#shared/rpc/shell';
import type { Texts } from './texts';

type Item = MenuItemConstructorOptions;
type Send = (command: Command) => void;

/** The menu of the window. Every entry that is not the system's own sends a command to the page. */
export function menuTemplate(texts: Texts, send: Send, { developer }: { developer: boolean }): Item[] {
  return [
    { label: texts.file, submenu: fileMenu(texts, send) },
    { label: texts.edit, submenu: editMenu(texts, send) },
    { label: texts.view, submenu: viewMenu(texts, send, developer) },
    { label: texts.window, submenu: windowMenu(texts, send) },
    { label: texts.help, submenu: [item(texts.about, 'help.about', send)] },
  ];
}

function fileMenu(texts: Texts, send: Send): Item[] {
  return [
    item(texts.newWorkspace, 'workspace.new', send, 'CmdOrCtrl+N'),
    item(texts.openWorkspace, 'workspace.open', send, 'CmdOrCtrl+O'),
    item(texts.demo, 'demo.open', send),
    { type: 'separator' },
    item(texts.importFile, 'file.import', send, 'CmdOrCtrl+I'),
    { type: 'separator' },
    item(texts.saveAs, 'workspace.saveAs', send, 'CmdOrCtrl+Shift+S'),
    item(texts.newSealed, 'workspace.newSealed', send),
    item(texts.saveSealed, 'workspace.saveSealed', send),
    item(texts.changePassphrase, 'workspace.changePassphrase', send),
    item(texts.copyRecipe, 'workspace.copyRecipe', send),
    item(texts.rescue, 'workspace.rescue', send),
    item(texts.closeWorkspace, 'workspace.close', send, 'CmdOrCtrl+Shift+W'),
    { type: 'separator' },
    { label: texts.quit, role: 'quit', accelerator: 'CmdOrCtrl+Q' },
  ];
}

function editMenu(texts: Texts, send: Send): Item[] {
  return [
    item(texts.undo, 'edit.undo', send, 'CmdOrCtrl+Z'),
    item(texts.redo, 'edit.redo', send, 'CmdOrCtrl+Shift+Z'),
    item(texts.save, 'edit.save', send, 'CmdOrCtrl+S'),
    { type: 'separator' },
    { label: texts.cut, role: 'cut' },
    { label: texts.copy, role: 'copy' },
    { label: texts.paste, role: 'paste' },
    { label: texts.selectAll, role: 'selectAll' },
  ];
}

function viewMenu(texts: Texts, send: Send, developer: boolean): Item[] {
  return [
    item(texts.palette, 'view.palette', send, 'CmdOrCtrl+K'),
    item(texts.settings, 'view.settings', send, 'CmdOrCtrl+,'),
    { type: 'separator' },
    item(texts.data, 'view.data', send, 'CmdOrCtrl+1'),
    item(texts.tags, 'view.tags', send, 'CmdOrCtrl+2'),
    item(texts.segments, 'view.segments', send, 'CmdOrCtrl+3'),
    item(texts.portraits, 'view.portraits', send, 'CmdOrCtrl+4'),
    item(texts.insight, 'view.insight', send, 'CmdOrCtrl+5'),
    item(texts.sql, 'view.sql', send, 'CmdOrCtrl+6'),
    item(texts.customer, 'view.customer', send, 'CmdOrCtrl+7'),
    item(texts.boards, 'view.boards', send, 'CmdOrCtrl+8'),
    item(texts.journeys, 'view.journeys', send, 'CmdOrCtrl+9'),
    item(texts.campaigns, 'view.campaigns', send, 'CmdOrCtrl+Shift+A'),
    item(texts.exports, 'view.exports', send, 'CmdOrCtrl+Shift+E'),
    { type: 'separator' },
    item(texts.toggleTheme, 'view.toggleTheme', send, 'CmdOrCtrl+Shift+D'),
    item(texts.toggleLanguage, 'view.toggleLanguage', send, 'CmdOrCtrl+Shift+U'),
    { type: 'separator' },
    { label: texts.zoomIn, role: 'zoomIn' },
    { label: texts.zoomOut, role: 'zoomOut' },
    { label: texts.resetZoom, role: 'resetZoom' },
    { label: texts.fullScreen, role: 'togglefullscreen' },
    ...(developer ? [{ label: texts.devTools, role: 'toggleDevTools' } satisfies Item] : []),
  ];
}

function windowMenu(texts: Texts, send: Send): Item[] {
  return [
    item(texts.closeTab, 'tab.close', send, 'CmdOrCtrl+W'),
    item(texts.nextTab, 'tab.next', send, 'Ctrl+Tab'),
    item(texts.previousTab, 'tab.previous', send, 'Ctrl+Shift+Tab'),
    { type: 'separator' },
    item(texts.lock, 'lock.close', send, 'CmdOrCtrl+Shift+L'),
  ];
}

function item(label: string, command: Command, send: Send, accelerator?: string): Item {
  return { id: command, label, click: () => send(command), ...(accelerator ? { accelerator } : {}) };
}
