import type { Result } from '#shared/model/result';
import { withPassphrase } from '../../engine/passphrase';

/** Writes a file, with a passphrase that is asked for where it is to be sealed. Null: the person gave up. */
export function sealing<T>(
  seal: boolean,
  name: string,
  write: (sealed: { readonly passphrase?: string }) => Promise<Result<T>>,
): Promise<Result<T> | null> {
  return seal ? withPassphrase({ purpose: 'sealPackage', name }, ({ passphrase }) => write({ passphrase })) : write({});
}
