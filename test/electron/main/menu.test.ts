import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { COMMANDS, type Command } from '#shared/rpc/shell';
import { menuTemplate } from '../../../electron/main/menu';
import { textsOf } from '../../../electron/main/texts';

type Item = MenuItemConstructorOptions;

function entries(language: 'zh-CN' | 'en-US', send: (command: Command) => void = () => undefined): Item[] {
  return menuTemplate(textsOf(language), send, { developer: true }).flatMap(({ submenu }) => submenu as Item[]);
}

test('every command can be reached from the menu, and every entry sends its own', () => {
  const sent: string[] = [];
  const commands = entries('en-US', (command) => sent.push(command)).filter(({ id }) => id !== undefined);
  for (const { click } of commands) (click as unknown as () => void)();
  expect(sent).toEqual(commands.map(({ id }) => id));
  expect([...sent].sort()).toEqual([...COMMANDS].sort());
});

test('no two entries have the same shortcut', () => {
  const shortcuts = entries('en-US')
    .map(({ accelerator }) => accelerator)
    .filter((shortcut) => shortcut !== undefined);
  expect(new Set(shortcuts).size).toBe(shortcuts.length);
});

test('every label is in the language of the window', () => {
  const labels = entries('zh-CN').filter(({ type, id }) => type !== 'separator' && id !== 'view.toggleLanguage');
  for (const { label } of labels) expect(label).toMatch(/\p{Script=Han}/u);
});
