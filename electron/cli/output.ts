import type { Call } from './call';
import type { KernelClient } from './kernelClient';
import { passphrases } from './passphrase';
import type { TextTable } from './textTable';
import { UsageError } from './usageError';

/** An answer in both of its forms. */
export interface Output {
  readonly json: unknown;
  /** None where it is a definition, which is JSON only. */
  readonly tables: readonly TextTable[] | null;
  /** What was asked for is answered, and does not hold: the exit code says what, the message that. */
  readonly failure?: { readonly code: number; readonly message: string };
}

/** `given` is the passphrase of an encrypted workspace, where the command has read it already. */
export async function openWorkspace(kernel: KernelClient, call: Call, given?: string): Promise<void> {
  const passphrase = given ?? (await passphrases(kernel, call)).present;
  await kernel.ask('workspace.open', { file: kernel.grant(call.first), ...(passphrase === undefined ? {} : { passphrase }) });
}

/** @throws UsageError unless exactly one of these options is given. */
export function requireOne(call: Call, ...names: string[]): void {
  if (names.filter((name) => call.options[name] !== undefined).length !== 1) {
    throw new UsageError(
      `${call.command} needs ${names.length > 1 ? 'one of ' : ''}${names.map((name) => `--${name}`).join(', ')}`,
    );
  }
}
