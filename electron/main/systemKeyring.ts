import { safeStorage } from 'electron';
import type { KeyringQuestion } from '#shared/rpc/engineHost';

/** Where Chromium has none of these it would seal with a password that everybody knows. */
const LINUX_KEYRINGS: ReadonlySet<string> = new Set(['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6']);

/** What the keyring of the system answers; null where it gives nothing. The system may ask the person for it meanwhile. */
export function askKeyring(question: KeyringQuestion): string | null {
  // Which keyring it is can be told without asking it, as nothing may before a person chose it.
  if (question.what === 'offer') return hasKeyring() ? 'offered' : 'none';
  if (!hasKeyring() || !safeStorage.isEncryptionAvailable()) return null;
  try {
    return question.what === 'seal'
      ? safeStorage.encryptString(question.text).toString('hex')
      : safeStorage.decryptString(Buffer.from(question.sealed, 'hex'));
  } catch {
    return null;
  }
}

function hasKeyring(): boolean {
  return process.platform !== 'linux' || LINUX_KEYRINGS.has(safeStorage.getSelectedStorageBackend());
}
