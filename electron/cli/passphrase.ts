import type { Call } from './call';
import type { KernelClient } from './kernelClient';

/** Never an argument: those are listed for everybody on the machine. */
interface Passphrases {
  readonly present?: string;
  readonly next?: string;
}

/** The lines of standard input, or else `HUAXIANG_PASSPHRASE` and `HUAXIANG_NEW_PASSPHRASE`. */
export async function passphrases({ console }: KernelClient, call: Call): Promise<Passphrases> {
  const { HUAXIANG_PASSPHRASE, HUAXIANG_NEW_PASSPHRASE } = process.env;
  const given =
    call.options['passphrase-stdin'] === true
      ? (await console.readInput()).split(/\r?\n/)
      : [HUAXIANG_PASSPHRASE, HUAXIANG_NEW_PASSPHRASE];
  const [present, next] = given;
  return { ...(present ? { present } : {}), ...(next ? { next } : {}) };
}

/** What a package is sealed with or opened by: `HUAXIANG_PACKAGE_PASSPHRASE`. */
export function packagePassphrase(): string | undefined {
  return process.env.HUAXIANG_PACKAGE_PASSPHRASE || undefined;
}

/** A package, opened where it is sealed and its passphrase is at hand. */
export async function openPackage(kernel: KernelClient, call: Call): Promise<string> {
  const file = kernel.grant(call.first);
  const passphrase = packagePassphrase();
  if (passphrase !== undefined) await kernel.ask('packages.unseal', { file, passphrase });
  return file;
}
