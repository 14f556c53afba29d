import { basename, extname, join } from 'node:path';
import { app, type BrowserWindow, dialog, type FileFilter } from 'electron';
import { IMPORT_ENDINGS, PACKED_ENDINGS } from '#shared/model/import';
import type { ExistingFilePurpose, GrantedFile, GrantedFolder, NewFilePurpose } from '#shared/rpc/shell';
import { grantFolder } from './folderGrants';
import type { Grants } from './grants';
import type { Texts } from './texts';

export const WORKSPACE_EXTENSION = '.huaxiang';

/** Existing files that a person chooses, granted; null when cancelled. */
export async function chooseFiles(
  window: BrowserWindow,
  texts: Texts,
  grants: Grants,
  purpose: ExistingFilePurpose,
): Promise<readonly GrantedFile[] | null> {
  const { title, filters } = asked(texts)[purpose];
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    properties: purpose === 'import' ? ['openFile', 'multiSelections'] : ['openFile'],
    filters: [...filters, anyFilter(texts)],
  });
  if (canceled || filePaths.length === 0) return null;
  return await Promise.all(filePaths.map((path) => grants.open(path, { writable: purpose === 'workspace' })));
}

/** The data files in a folder that a person chooses; null when cancelled. */
export async function chooseFolder(window: BrowserWindow, texts: Texts, grants: Grants): Promise<GrantedFolder | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: texts.chooseFolder,
    properties: ['openDirectory'],
  });
  const [path] = filePaths;
  return canceled || path === undefined ? null : await grantFolder(grants, await grants.open(path));
}

/** A file to be written, made known by `grant`; the dialog itself asks before one that exists is replaced. */
export async function chooseNewFile(
  window: BrowserWindow,
  texts: Texts,
  grant: (path: string) => Promise<GrantedFile>,
  { purpose, suggestedName }: { readonly purpose: NewFilePurpose; readonly suggestedName: string },
): Promise<GrantedFile | null> {
  const extension = purpose === 'workspace' ? WORKSPACE_EXTENSION : `.${purpose}`;
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: purpose === 'workspace' ? texts.chooseNew : texts.chooseReport,
    defaultPath: join(app.getPath('documents'), withExtension(basename(suggestedName), extension)),
    filters: [purpose === 'workspace' ? workspaceFilter(texts) : { name: texts.reportFiles, extensions: [purpose] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  return canceled || filePath === '' ? null : await grant(withExtension(filePath, extension));
}

/** Says something without holding anything up. */
export function tell(window: BrowserWindow, message: string, detail: string): void {
  void dialog.showMessageBox(window, { type: 'warning', message, detail });
}

function withExtension(name: string, extension: string): string {
  return extname(name) === extension ? name : `${name}${extension}`;
}

function workspaceFilter({ workspaceFiles }: Texts): FileFilter {
  return { name: workspaceFiles, extensions: [WORKSPACE_EXTENSION.slice(1)] };
}

/** What a dialog for files of a purpose says and shows. */
function asked(texts: Texts): Readonly<Record<ExistingFilePurpose, { readonly title: string; readonly filters: FileFilter[] }>> {
  return {
    import: {
      title: texts.chooseImport,
      filters: [{ name: texts.tableFiles, extensions: [...IMPORT_ENDINGS, ...PACKED_ENDINGS] }],
    },
    workspace: { title: texts.chooseWorkspace, filters: [workspaceFilter(texts)] },
    package: { title: texts.choosePackage, filters: [{ name: texts.packageFiles, extensions: ['hxpkg'] }] },
    list: {
      title: texts.chooseList,
      filters: [{ name: texts.tableFiles, extensions: ['csv', 'txt', 'tsv', 'xlsx', 'parquet'] }],
    },
    decision: { title: texts.chooseDecision, filters: [{ name: texts.decisionFiles, extensions: ['hxdecision'] }] },
  };
}

function anyFilter({ allFiles }: Texts): FileFilter {
  return { name: allFiles, extensions: ['*'] };
}
