import { join } from 'node:path';
import { app, type BrowserWindow, Menu, session } from 'electron';
import { errorOf, Fault, type HuaxiangError } from '#shared/model/result';
import type { Command, GrantedFile, Installation, ShellState } from '#shared/rpc/shell';
import { tell, WORKSPACE_EXTENSION } from './dialogs';
import { openDrafts } from './drafts';
import { type EngineChange, EngineSupervisor } from './engineSupervisor';
import { grantFolder } from './folderGrants';
import { createGrants, type Grant, type Grants } from './grants';
import { lookAtInstallation } from './installation';
import type { LaunchOptions } from './launchOptions';
import { lockWhenLeft } from './lockWhenLeft';
import type { AppLog } from './log';
import { linkPage, openWindow, type PageLink } from './mainWindow';
import { menuTemplate } from './menu';
import { waitForReport } from './pageReport';
import { createPrinter } from './printer';
import { ORIGIN, serveBundle } from './protocol';
import { hardenContents, hardenSession } from './security';
import { shellHandlers } from './shell';
import { openStore, type ShellStore } from './shellStore';
import { textsOf } from './texts';
import { runTour } from './tour';

const PAGE_READY_MS = 60_000;
const MOST_RELOADS = 3;

/** The running application: one window, one engine, and what connects them. */
export class Workbench {
  readonly #log: AppLog;
  readonly #store: ShellStore;
  readonly #grants: Grants;
  readonly #engine: EngineSupervisor | undefined;
  readonly #window: BrowserWindow;
  readonly #page: PageLink;
  #installation: Promise<Installation | null> | undefined;
  #workspace: Grant | undefined;
  #menuLanguage: ShellState['language'] | undefined;
  #reloads = 0;

  constructor(log: AppLog) {
    const userData = app.getPath('userData');
    const appFolder = app.getAppPath();
    this.#log = log;
    this.#store = openStore(userData);
    this.#grants = createGrants((grant) => this.#engine?.grant(grant));
    this.#engine = this.#superviseEngine(join(appFolder, 'out/engine.cjs'));
    hardenContents(app, this.#store.countRefused);
    const { language, dark } = this.#store.state();
    const developer = !app.isPackaged;
    this.#window = openWindow({
      appFolder,
      placeFile: join(userData, 'window.json'),
      title: textsOf(language).title,
      dark,
      developer,
    });
    this.#page = this.#linkPage(userData);
    this.#store.onChange((state) => this.#showState(state));
    this.#showMenu(language);
    if (this.#engine) lockWhenLeft(this.#window, this.#engine, () => this.#store.state().settings.lockMinutes);
  }

  /** Loads the page, then does what the command line asked for. */
  async start({ workspace, tour, welcome = false }: LaunchOptions): Promise<void> {
    const hadWorkspaces = this.#store.state().recent.length > 0;
    await hardenSession(session.defaultSession, this.#store.countRefused);
    await serveBundle(session.defaultSession, join(app.getAppPath(), 'out/renderer'), {
      grants: this.#grants,
      isLocked: () => this.#engine?.isLocked ?? false,
    });
    this.#window.webContents.on('render-process-gone', () => this.#reload());
    await this.#window.loadURL(`${ORIGIN}/index.html`);
    this.#reportSetAside();
    if (tour !== undefined) await this.#tour(tour);
    else if (workspace !== undefined) await this.open(workspace);
    else if (!hadWorkspaces && !welcome) await this.#openDemo();
    // It reads every file, and so keeps behind what a person waits for.
    void this.#reportInstallation();
  }

  /** Shows the window, and opens a file in it. */
  async open(path?: string): Promise<void> {
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.focus();
    if (path === undefined) return;
    await this.#pageReady();
    await this.#offer([path]);
  }

  async stop(): Promise<void> {
    await this.#engine?.stop();
  }

  #superviseEngine(entry: string): EngineSupervisor | undefined {
    if (this.#store.state().settings.engine === 'wasm') return undefined;
    return new EngineSupervisor({
      entry,
      keys: join(app.getPath('userData'), 'identity.pem'),
      settings: () => this.#store.state().settings,
      grants: () => this.#grants.all(),
      log: this.#log,
      onChange: (change) => this.#engineChanged(change),
    });
  }

  #linkPage(userData: string): PageLink {
    const handlers = shellHandlers({
      rescuer: join(app.getAppPath(), 'out/rescue.cjs'),
      window: this.#window,
      userData,
      store: this.#store,
      grants: this.#grants,
      installation: () => this.#lookAtInstallation(),
      drafts: openDrafts(join(userData, 'drafts'), this.#grants, createPrinter(this.#store.countRefused)),
      onOpened: (workspace) => {
        this.#workspace = workspace;
      },
    });
    return linkPage(this.#window, {
      handlers,
      logBug: (method, cause) => this.#log.error(method, cause),
      welcome: async () => ({ enginePort: await this.#enginePort(), shell: this.#store.state() }),
      onDropped: (paths) => void this.#offer(paths),
      onRefused: this.#store.countRefused,
    });
  }

  /** The engine's port, or undefined where the page is to host the engine: the native one does not start here. */
  async #enginePort() {
    if (!this.#engine) return undefined;
    const outcome = await this.#engine.outcome;
    return outcome === 'failed' && this.#store.state().settings.engine === 'auto' ? undefined : this.#engine.connect();
  }

  #engineChanged(change: EngineChange): void {
    const texts = textsOf(this.#store.state().language);
    const message = { ready: texts.engineReady, stopped: texts.engineStopped, failed: texts.engineFailed }[change];
    this.#page?.emit('engine.state', { state: change, reopen: this.#reopen(), message });
    if (change === 'ready' && this.#engine) this.#page?.sendEnginePort(this.#engine.connect());
  }

  #reopen(): GrantedFile | null {
    if (!this.#workspace) return null;
    const { token, path, directory } = this.#workspace;
    return { token, name: path.slice(path.search(/[^\\/]*$/)), directory };
  }

  async #offer(paths: readonly string[]): Promise<void> {
    const opened = await Promise.allSettled(
      paths.map((path) => this.#grants.open(path, { writable: path.endsWith(WORKSPACE_EXTENSION) })),
    );
    const files = opened.filter((each) => each.status === 'fulfilled').map(({ value }) => value);
    const refused = opened.find((each) => each.status === 'rejected');
    const folders = await Promise.all(
      files.filter(({ directory }) => directory).map((folder) => grantFolder(this.#grants, folder)),
    );
    const single = files.filter(({ directory }) => !directory);
    if (files.length > 0) this.#page.emit('files.dropped', { files: single, folders });
    if (refused) this.#page.emit('files.refused', { error: this.#explain(refused.reason) });
  }

  #explain(cause: unknown): HuaxiangError {
    if (cause instanceof Fault) return cause.error;
    const reference = this.#log.error('files.dropped', cause);
    return errorOf('INTERNAL', 'bug', { reference }, { hint: 'hint.reportReference' });
  }

  #send(command: Command): void {
    this.#page.emit('command', { command });
  }

  #showState(state: ShellState): void {
    this.#showMenu(state.language);
    this.#page.emit('shell.changed', state);
  }

  #showMenu(language: ShellState['language']): void {
    if (language === this.#menuLanguage) return;
    this.#menuLanguage = language;
    const template = menuTemplate(textsOf(language), (command) => this.#send(command), { developer: !app.isPackaged });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }

  async #openDemo(): Promise<void> {
    await this.#pageReady();
    this.#send('demo.open');
  }

  async #pageReady(): Promise<void> {
    await waitForReport(this.#window.webContents, {}, PAGE_READY_MS);
  }

  #reload(): void {
    this.#log.info('the page crashed');
    this.#reloads += 1;
    if (this.#reloads <= MOST_RELOADS) this.#window.webContents.reload();
  }

  #reportSetAside(): void {
    const names = this.#store.setAside;
    if (names.length > 0) tell(this.#window, textsOf(this.#store.state().language).setAside, names.join('\n'));
  }

  /** Once, as it reads every file. */
  #lookAtInstallation(): Promise<Installation | null> {
    this.#installation ??= lookAtInstallation(app.getPath('exe'), app.isPackaged);
    return this.#installation;
  }

  async #reportInstallation(): Promise<void> {
    const found = await this.#lookAtInstallation();
    if (found?.state !== 'changed') return;
    this.#log.info(`installation changed in ${found.differences} files`);
    tell(this.#window, textsOf(this.#store.state().language).changedInstallation, found.files.map(({ path }) => path).join('\n'));
  }

  async #tour(folder: string): Promise<void> {
    const passed = await runTour({
      folder,
      window: this.#window,
      send: (command) => this.#send(command),
      change: (settings) => this.#store.saveSettings(settings),
      refusedRequests: () => this.#store.state().blockedRequests,
      print: (line) => process.stdout.write(`${line}\n`),
    });
    await this.stop();
    app.exit(passed ? 0 : 1);
  }
}
