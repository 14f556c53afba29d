import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import type { Settings } from '#shared/model/settings';
import { electronPath, launchArgs } from '../../../scripts/electronRuntime.mjs';
import { root } from '../../../scripts/setup/paths.mjs';
import { filesLeft } from './filesLeft';

/** A running application under test, with a person's hands. */
export interface TestApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
  /** The next file dialog gives these paths back; no path = the person cancels. */
  chooseNext(...paths: readonly string[]): Promise<void>;
  /** Drops files from outside onto the middle of an element, as the system would. */
  dropFiles(paths: readonly string[], selector?: string): Promise<void>;
  /** Chooses an entry of the native menu by its command. */
  chooseMenu(command: string): Promise<void>;
  /** Presses a key with Control through the window, where the native menu sees it; the page's own keyboard goes past the menu. */
  pressShortcut(key: string, options?: { readonly shift: boolean }): Promise<void>;
  /** Waits until the page says that it shows this and is complete. */
  waitForPage(page: string): Promise<void>;
  /** Keeps a picture of the window in out/screenshots. */
  screenshot(name: string): Promise<void>;
  /** Process ids of the engine: none while it is being started again. */
  enginePids(): Promise<number[]>;
  close(): Promise<void>;
}

interface LaunchOptions {
  /** Default: a new folder, removed at the end. */
  readonly userData?: string;
  /** What the user chose in an earlier run. */
  readonly settings?: Partial<Settings>;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A user without workspaces starts in the demo bank; a test does so only where it asks for it. */
  readonly openDemo?: boolean;
}

export async function launchApp({
  userData,
  settings,
  args = [],
  env = {},
  openDemo = false,
}: LaunchOptions = {}): Promise<TestApp> {
  const folder = userData ?? mkdtempSync(join(tmpdir(), 'huaxiang-user-'));
  const [home, temporary] = ['home', 'tmp'].map((name) => join(folder, name));
  for (const own of [home, temporary]) mkdirSync(own ?? '', { recursive: true });
  if (settings) writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
  const electron = await _electron.launch({
    executablePath: electronPath(),
    args: launchArgs([...(openDemo ? [] : ['--welcome']), ...args]),
    cwd: root,
    env: { ...process.env, HOME: home, TMPDIR: temporary, ...env, HUAXIANG_USER_DATA: folder } as Record<string, string>,
  });
  const chosen = new Set<string>();
  const page = await electron.firstWindow();
  await page.waitForLoadState('domcontentloaded');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  return {
    electron,
    page,
    userData: folder,
    async chooseNext(...paths) {
      for (const path of paths) chosen.add(path);
      await chooseNext(electron, paths);
    },
    dropFiles: (paths, selector = 'body') => dropFiles(page, paths, selector),
    chooseMenu: (command) => chooseMenu(electron, command),
    pressShortcut: (key, options) => pressShortcut(electron, key, options?.shift ?? false),
    waitForPage: (name) => waitForPage(page, name),
    screenshot: (name) => screenshot(page, name),
    enginePids: () => enginePids(electron),
    async close() {
      await electron.close();
      const left = filesLeft(folder, chosen);
      if (userData === undefined) rmSync(folder, { recursive: true, force: true });
      if (left.length > 0) throw new Error(left.join('\n'));
    },
  };
}

async function chooseNext(electron: ElectronApplication, paths: readonly string[]): Promise<void> {
  await electron.evaluate(
    ({ dialog }, filePaths) => {
      const canceled = filePaths.length === 0;
      dialog.showOpenDialog = async () => ({ canceled, filePaths });
      dialog.showSaveDialog = async () => ({ canceled, filePath: filePaths[0] ?? '' });
    },
    [...paths],
  );
}

async function dropFiles(page: Page, paths: readonly string[], selector: string): Promise<void> {
  const box = await page.locator(selector).first().boundingBox();
  if (!box) throw new Error(`nothing to drop on: ${selector}`);
  const devTools = await page.context().newCDPSession(page);
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devTools.send('Input.dispatchDragEvent', {
      type,
      ...at,
      data: { items: [], files: [...paths], dragOperationsMask: 1 },
    });
  }
  await devTools.detach();
}

async function chooseMenu(electron: ElectronApplication, command: string): Promise<void> {
  await electron.evaluate(({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(), command);
}

async function pressShortcut(electron: ElectronApplication, keyCode: string, shift: boolean): Promise<void> {
  await electron.evaluate(
    ({ BrowserWindow }, key) => {
      const modifiers: ('control' | 'shift')[] = key.shift ? ['control', 'shift'] : ['control'];
      for (const type of ['keyDown', 'keyUp'] as const) {
        BrowserWindow.getAllWindows()[0]?.webContents.sendInputEvent({ type, keyCode: key.keyCode, modifiers });
      }
    },
    { keyCode, shift },
  );
}

async function waitForPage(page: Page, name: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const { page: shown, state } = document.documentElement.dataset;
      if (shown === wanted && state === 'error') throw new Error(`the page ${wanted} reports an error`);
      return shown === wanted && state === 'complete';
    },
    name,
    { timeout: 120_000 },
  );
}

async function screenshot(page: Page, name: string): Promise<void> {
  const folder = join(root, 'out/screenshots');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

async function enginePids(electron: ElectronApplication): Promise<number[]> {
  return await electron.evaluate(({ app }) =>
    app
      .getAppMetrics()
      .filter(({ name }) => name === 'Huaxiang engine')
      .map(({ pid }) => pid),
  );
}
