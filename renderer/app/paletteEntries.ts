import type { Command } from '#shared/rpc/shell';
import { useKernel } from '../engine/kernel';
import { runCommand } from '../engine/shell';
import { useWorkspace } from '../engine/workspace';
import { useText } from '../text';
import { openPage } from '../ui/navigation';
import { pageComponents } from './pages';

export interface PaletteEntry {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly keys?: string;
  readonly run: () => void;
}

/** The commands the palette offers, with their keys. Undo, redo and save belong to an editor and are not here. */
const OFFERED: Partial<Record<Command, string>> = {
  'view.data': 'Ctrl 1',
  'view.tags': 'Ctrl 2',
  'view.segments': 'Ctrl 3',
  'view.portraits': 'Ctrl 4',
  'view.insight': 'Ctrl 5',
  'view.sql': 'Ctrl 6',
  'view.customer': 'Ctrl 7',
  'view.boards': 'Ctrl 8',
  'view.journeys': 'Ctrl 9',
  'view.campaigns': 'Ctrl ⇧ A',
  'view.exports': 'Ctrl ⇧ E',
  'file.import': 'Ctrl I',
  'workspace.new': 'Ctrl N',
  'workspace.open': 'Ctrl O',
  'workspace.saveAs': 'Ctrl ⇧ S',
  'workspace.newSealed': '',
  'workspace.saveSealed': '',
  'workspace.changePassphrase': '',
  'workspace.copyRecipe': '',
  'workspace.rescue': '',
  'workspace.close': 'Ctrl ⇧ W',
  'demo.open': '',
  'view.settings': 'Ctrl ,',
  'view.toggleTheme': 'Ctrl ⇧ D',
  'view.toggleLanguage': 'Ctrl ⇧ U',
  'tab.close': 'Ctrl W',
  'tab.next': 'Ctrl Tab',
  'tab.previous': 'Ctrl ⇧ Tab',
  'lock.close': 'Ctrl ⇧ L',
  'help.about': '',
};

const NEEDS_WORKSPACE: readonly Command[] = [
  'workspace.saveAs',
  'workspace.saveSealed',
  'workspace.changePassphrase',
  'workspace.copyRecipe',
  'workspace.close',
  'view.tags',
  'view.segments',
  'view.portraits',
  'view.insight',
  'view.sql',
  'view.customer',
  'view.boards',
  'view.journeys',
  'view.campaigns',
  'view.exports',
  'view.data',
];

/** Commands first, then the segments and tables of the workspace. */
export function usePaletteEntries(): readonly PaletteEntry[] {
  const t = useText('shell');
  const open = useWorkspace(({ info }) => info !== null);
  const segments = useKernel('segments.list', {}, { enabled: open });
  const tables = useKernel('tables.list', {}, { enabled: open });
  return [
    ...offeredCommands(open).map(([command, keys]) => ({
      id: command,
      group: t('paletteCommand'),
      title: t(`command.${command}`),
      keys,
      run: () => runCommand(command),
    })),
    ...(segments.data ?? []).map(({ segment: { id, name } }) => ({
      id: `segment-${id}`,
      group: t('paletteSegment'),
      title: name,
      run: () => openPage({ page: 'segments', segment: id }),
    })),
    ...(tables.data ?? []).map(({ name }) => ({
      id: `table-${name}`,
      group: t('paletteTable'),
      title: name,
      run: () => openPage({ page: 'data', table: name }),
    })),
  ];
}

type OfferedCommand = Exclude<Command, 'edit.undo' | 'edit.redo' | 'edit.save' | 'view.palette'>;

function offeredCommands(open: boolean): [OfferedCommand, string][] {
  const all = Object.entries(OFFERED) as [OfferedCommand, string][];
  return all.filter(([command]) => isThere(command) && (open || !NEEDS_WORKSPACE.includes(command)));
}

function isThere(command: string): boolean {
  const page = command.startsWith('view.') ? command.slice('view.'.length) : '';
  return (
    !['tags', 'segments', 'portraits', 'insight', 'sql', 'customer', 'boards', 'journeys', 'campaigns', 'exports'].includes(
      page,
    ) || Object.hasOwn(pageComponents, page)
  );
}
