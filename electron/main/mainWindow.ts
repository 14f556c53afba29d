import { join } from 'node:path';
import { BrowserWindow, type IpcMainEvent, ipcMain, MessageChannelMain, type MessagePortMain, screen } from 'electron';
import { z } from 'zod';
import { CHANNELS, type ToPage } from '#shared/rpc/channels';
import { electronPort } from '#shared/rpc/electronPort';
import type { Handlers } from '#shared/rpc/method';
import { type Server, serve } from '#shared/rpc/server';
import {
  ENGINE_PORT_MESSAGE,
  PORTS_MESSAGE,
  type PortsMessage,
  type ShellEvents,
  type ShellMethods,
  type ShellState,
  shellMethods,
} from '#shared/rpc/shell';
import { ORIGIN } from './protocol';
import { SAFE_PREFERENCES } from './security';
import { MINIMUM, readPlace, rememberPlace, windowBounds } from './windowState';

const BACKGROUND = { light: '#ffffff', dark: '#141414' };

const droppedPaths = z.array(z.string().min(1).max(4096)).min(1).max(1000);

interface WindowOptions {
  readonly appFolder: string;
  readonly placeFile: string;
  readonly title: string;
  readonly dark: boolean;
  readonly developer: boolean;
}

/** Opens the window at once; its page is loaded later, when the session is safe. */
export function openWindow({ appFolder, placeFile, title, dark, developer }: WindowOptions): BrowserWindow {
  const saved = readPlace(placeFile);
  const areas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea);
  const window = new BrowserWindow({
    ...windowBounds(saved?.bounds, areas),
    minWidth: MINIMUM.width,
    minHeight: MINIMUM.height,
    title,
    backgroundColor: dark ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: { ...SAFE_PREFERENCES, devTools: developer, preload: join(appFolder, 'out/preload.cjs') },
  });
  if (saved?.maximised) window.maximize();
  rememberPlace(window, placeFile);
  return window;
}

interface PageOptions {
  readonly handlers: Handlers<ShellMethods>;
  readonly logBug: (method: string, cause: unknown) => string;
  /** What the page starts with; `enginePort` is absent where the page hosts the engine itself. */
  readonly welcome: () => Promise<{ shell: ShellState; enginePort: MessagePortMain | undefined }>;
  readonly onDropped: (paths: readonly string[]) => void;
  readonly onRefused: () => void;
}

/** The main process's end of the page in a window. */
export interface PageLink {
  emit<K extends keyof ShellEvents>(event: K, payload: ShellEvents[K]): void;
  sendEnginePort(port: MessagePortMain): void;
}

/** Answers the page of `window`, each time it is loaded; messages from anything but its main frame are ignored. */
export function linkPage(window: BrowserWindow, { handlers, logBug, welcome, onDropped, onRefused }: PageOptions): PageLink {
  let server: Server<ShellEvents> | undefined;
  let page: string | undefined;

  async function greet(id: string): Promise<void> {
    page = id;
    const { shell, enginePort } = await welcome();
    if (page !== id || window.isDestroyed()) return;
    const { port1, port2 } = new MessageChannelMain();
    server?.close();
    server = serve<ShellMethods, ShellEvents>(electronPort(port1), { methods: shellMethods, handlers, logBug });
    const message: PortsMessage = { kind: PORTS_MESSAGE, engine: enginePort ? 'native' : 'wasm', shell };
    post(message, enginePort ? [port2, enginePort] : [port2]);
  }

  function post(message: unknown, ports: MessagePortMain[]): void {
    if (page === undefined || window.isDestroyed()) return;
    const envelope: ToPage = { page, message };
    window.webContents.postMessage(CHANNELS.toPage, envelope, ports);
  }

  listen(window, CHANNELS.pageLoaded, (id) => {
    if (typeof id === 'string') void greet(id);
  });
  listen(window, CHANNELS.requestRefused, onRefused);
  listen(window, CHANNELS.filesDropped, (message) => {
    const paths = droppedPaths.safeParse(message);
    if (paths.success) onDropped(paths.data);
  });

  return {
    emit: (event, payload) => server?.emit(event, payload),
    sendEnginePort: (port) => post({ kind: ENGINE_PORT_MESSAGE }, [port]),
  };
}

function listen(window: BrowserWindow, channel: string, receive: (message: unknown) => void): void {
  ipcMain.on(channel, (event, message: unknown) => {
    if (isOwnPage(event, window)) receive(message);
  });
}

function isOwnPage({ sender, senderFrame }: IpcMainEvent, window: BrowserWindow): boolean {
  return (
    !window.isDestroyed() &&
    sender === window.webContents &&
    senderFrame === window.webContents.mainFrame &&
    senderFrame.origin === ORIGIN
  );
}
