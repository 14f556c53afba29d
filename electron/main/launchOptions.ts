import { resolve } from 'node:path';

/** What the command line asks for. Paths are absolute. */
export interface LaunchOptions {
  readonly workspace?: string;
  /** Folder for the screenshots of a tour. */
  readonly tour?: string;
  /** Start with nothing open, also where the demo bank would be opened for a new user. */
  readonly welcome?: boolean;
}

/**
 * Reads the arguments after the binary. `appFolder` may be among them (an Electron that is not packaged is told what to run);
 * Chromium's own switches are passed over.
 */
export function launchOptions(args: readonly string[], cwd: string, appFolder: string): LaunchOptions {
  let options: LaunchOptions = {};
  for (let at = 0; at < args.length; at++) {
    const [name = '', inline] = splitSwitch(args[at] ?? '');
    if (name === '--tour') {
      const folder = inline ?? args[++at];
      if (folder) options = { ...options, tour: resolve(cwd, folder) };
    } else if (name === '--welcome') {
      options = { ...options, welcome: true };
    } else if (name !== '' && !name.startsWith('-') && resolve(cwd, name) !== resolve(appFolder)) {
      options = { ...options, workspace: resolve(cwd, args[at] ?? '') };
    }
  }
  return options;
}

function splitSwitch(argument: string): [string, string?] {
  const match = /^(--[^=]+)=(.*)$/s.exec(argument);
  return match ? [match[1] ?? '', match[2] ?? ''] : [argument];
}
