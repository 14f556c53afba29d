import { z } from 'zod';
import type { Rescue } from '../model/rescue';
import type { HuaxiangError } from '../model/result';
import { type Settings, settingsChangeSchema } from '../model/settings';
import { type MethodMap, method } from './method';

const nothing = z.strictObject({});

/** A file the user chose or dropped: the kernel reads it by its token. */
export interface GrantedFile {
  readonly token: string;
  readonly name: string;
  readonly directory: boolean;
}

/** A folder the user chose or dropped: the data files in it and in the folders in it. */
export interface GrantedFolder {
  readonly name: string;
  readonly files: readonly GrantedFile[];
  /** Files that are no data files or too many, and links and folders that were not followed. */
  readonly leftOut: number;
}

export interface RecentWorkspace {
  readonly id: string;
  readonly name: string;
  /** The folder, shortened for display. */
  readonly folder: string;
  /** ISO time. */
  readonly openedAt: string;
}

export interface ShellState {
  readonly settings: Settings;
  /** The language and theme in force, after following the system. */
  readonly language: 'zh-CN' | 'en-US';
  readonly dark: boolean;
  readonly recent: readonly RecentWorkspace[];
  readonly versions: { readonly app: string; readonly electron: string; readonly chrome: string; readonly node: string };
  readonly platform: string;
  /** Network requests that something tried and the shell refused. */
  readonly blockedRequests: number;
}

/** What became of the files of the application since they were packed. */
export interface Installation {
  /** `unlisted`: there is no list of them that can be believed. */
  readonly state: 'asPacked' | 'changed' | 'unlisted';
  /** The short form of the key that signed the list. */
  readonly signer: string | null;
  readonly differences: number;
  /** The first of them. */
  readonly files: readonly { readonly path: string; readonly what: 'changed' | 'missing' | 'added' }[];
}

export const COMMANDS = [
  'workspace.new',
  'workspace.open',
  'workspace.newSealed',
  'workspace.saveAs',
  'workspace.saveSealed',
  'workspace.changePassphrase',
  'workspace.copyRecipe',
  'workspace.rescue',
  'workspace.close',
  'demo.open',
  'file.import',
  'edit.undo',
  'edit.redo',
  'edit.save',
  'view.palette',
  'view.settings',
  'view.toggleTheme',
  'view.toggleLanguage',
  'view.data',
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
  'tab.close',
  'tab.next',
  'tab.previous',
  'help.about',
  'lock.close',
] as const;
/** What a menu item, a shortcut or the command palette asks for. */
export type Command = (typeof COMMANDS)[number];

const EXISTING_FILES = ['import', 'workspace', 'package', 'decision', 'list'] as const;
export type ExistingFilePurpose = (typeof EXISTING_FILES)[number];

const NEW_FILES = [
  'workspace',
  'html',
  'xlsx',
  'pptx',
  'pdf',
  'svg',
  'png',
  'zip',
  'csv',
  'json',
  'jsonl',
  'hxpkg',
  'hxdecision',
] as const;
export type NewFilePurpose = (typeof NEW_FILES)[number];

/** Files that only a browser can make, and what the kernel writes for them. */
export const PRINTED = { pdf: 'html', png: 'svg' } as const satisfies Partial<Record<NewFilePurpose, string>>;

/** What the window asks of the main process. Nothing here takes a path. */
export const shellMethods = {
  'shell.state': method<ShellState>()(nothing),
  /** Null where the application runs from its sources. */
  'shell.installation': method<Installation | null>()(nothing),
  'settings.save': method<ShellState>()(z.strictObject({ change: settingsChangeSchema })),
  /** Opens a dialog; null when the user cancels. */
  'files.choose': method<readonly GrantedFile[] | null>()(z.strictObject({ purpose: z.enum(EXISTING_FILES) })),
  'files.chooseFolder': method<GrantedFolder | null>()(nothing),
  /** What is written to a file of `PRINTED` is a draft, of which `files.print` makes the file that was chosen. */
  'files.chooseNew': method<GrantedFile | null>()(
    z.strictObject({ purpose: z.enum(NEW_FILES), suggestedName: z.string().max(200) }),
  ),
  'files.print': method<null>()(z.strictObject({ token: z.string().min(1) })),
  /** Brings what can be read of a damaged workspace into a new one, in a process of its own; see `Rescue`. */
  'workspace.rescue': method<Rescue>()(
    z.strictObject({ from: z.string().min(1), to: z.string().min(1), passphrase: z.string().max(1000).optional() }),
  ),
  'recent.grant': method<GrantedFile>()(z.strictObject({ id: z.string().min(1) })),
  'recent.add': method<ShellState>()(z.strictObject({ token: z.string().min(1) })),
  'recent.remove': method<ShellState>()(z.strictObject({ id: z.string().min(1) })),
  /** The folder for the demo workspace in the user's data; made when missing. `ready` = a demo workspace that was made earlier. */
  'demo.place': method<{ readonly folder: GrantedFile; readonly ready: GrantedFile | null }>()(
    z.strictObject({ language: z.enum(['zh', 'en']) }),
  ),
} satisfies MethodMap;

export type ShellMethods = typeof shellMethods;

export type ShellEvents = {
  'shell.changed': ShellState;
  /** Files and folders dropped on the window. */
  'files.dropped': { readonly files: readonly GrantedFile[]; readonly folders: readonly GrantedFolder[] };
  /** A file dropped on the window, or opened with the application, may not be used. */
  'files.refused': { readonly error: HuaxiangError };
  command: { readonly command: Command };
  /** `stopped`: the engine process died and is being restarted; `ready`: a new port follows and `reopen` is the workspace to open again. */
  'engine.state': {
    readonly state: 'ready' | 'stopped' | 'failed';
    readonly reopen: GrantedFile | null;
    readonly message: string;
  };
};

/**
 * How the window gets its two ports: the preload posts one message to the page with `{ kind: PORTS_MESSAGE, tour }`
 * and transfers `[shellPort, kernelPort]`; after a restart of the engine another message `{ kind: ENGINE_PORT_MESSAGE }` with `[kernelPort]`.
 * With `engine: 'wasm'` no kernel port comes: the page starts the kernel in its own worker.
 */
export const PORTS_MESSAGE = 'huaxiang.ports';
export const ENGINE_PORT_MESSAGE = 'huaxiang.enginePort';

/** First message to the page, along with the ports. */
export interface PortsMessage {
  readonly kind: typeof PORTS_MESSAGE;
  readonly engine: 'native' | 'wasm';
  readonly shell: ShellState;
}
