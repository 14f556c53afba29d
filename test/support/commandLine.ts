import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from '../../electron/cli/commandLine';

/** Keys and ends of chains of tests are not those of whoever runs them. */
const PROFILE = join(tmpdir(), 'huaxiang-test-profile', 'identity.pem');

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
  process.env.HUAXIANG_KEY ??= PROFILE;
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
