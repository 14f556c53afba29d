import { runCommandLine } from '../../electron/cli/commandLine';

export interface CommandAnswer {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs a command as a shell would, and keeps what it says. */
export async function commandLine(
  args: readonly string[],
  { input = '', signal = new AbortController().signal }: { readonly input?: string; readonly signal?: AbortSignal } = {},
): Promise<CommandAnswer> {
  let [out, error] = ['', ''];
  const code = await runCommandLine(args, {
    writeOut: (chunk) => {
      out += chunk;
    },
    writeError: (chunk) => {
      error += chunk;
    },
    showsProgress: false,
    readInput: async () => input,
    signal,
  });
  return { code, out, error };
}
