import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Patience } from '#shared/kernel/patience';
import type { Keyring } from '#shared/kernel/ports';
import type { KeyPlace } from '#shared/model/package';
import { fault } from '#shared/model/result';
import { type KeptKey, keptKeyIn, keptText, openKey, publicHalf, type SealedKey, sealedKeyIn, sealKey } from './keyForms';
import type { SystemKeyring } from './systemKeyring';

interface KeyringParts {
  /** A passphrase that need not be asked for. */
  readonly given?: () => string | undefined;
  readonly patience?: Patience;
  /** Absent where there is no window that could ask it. */
  readonly system?: SystemKeyring;
}

/**
 * The key pair in a file that only its owner may read: PKCS #8 in PEM, or sealed with a passphrase, and either of them as it is or
 * as the keyring of the system seals it. It is made when it is first needed.
 */
export function nodeKeyring(file: string, { given, patience = new Patience(), system }: KeyringParts = {}): Keyring {
  let unlocked: KeyObject | undefined;

  const plainKey = (text: string) => {
    unlocked ??= createPrivateKey(text);
    return unlocked;
  };
  const open = async (sealed: SealedKey, passphrase: string) => {
    unlocked = await patience.with(file, () => openKey(sealed, passphrase));
    return unlocked;
  };
  const present = () => read(file) ?? '';
  const hasPassphrase = () => keptKeyIn(present())?.hasPassphrase ?? sealedKeyIn(present()) !== null;
  const secretKey = async () => {
    if (unlocked) return unlocked;
    const text = await openedText(read(file) ?? make(file), system);
    const sealed = sealedKeyIn(text);
    if (!sealed) return plainKey(text);
    const passphrase = given?.();
    if (passphrase === undefined) throw fault('KEY_SEALED', 'key.sealed', {}, { hint: 'hint.unlockKey' });
    return await open(sealed, passphrase);
  };

  return {
    publicKey: async () => {
      const text = read(file) ?? make(file);
      return (keptKeyIn(text) ?? sealedKeyIn(text))?.publicKey ?? publicHalf(plainKey(text));
    },
    sign: async (message) => sign(null, message, await secretKey()).toString('hex'),
    sealing: {
      state: async () => (hasPassphrase() ? (unlocked ? 'unlocked' : 'locked') : 'plain'),
      unlock: async (passphrase) => {
        const sealed = sealedKeyIn(await openedText(present(), system));
        if (sealed) await open(sealed, passphrase);
      },
      forget: async () => {
        if (hasPassphrase() || keptKeyIn(present())) unlocked = undefined;
      },
      seal: async (passphrase) => {
        const sealed = await sealKey(await secretKey(), passphrase);
        replace(file, keptKeyIn(present()) ? await textKeptBy(system, sealed) : sealed);
      },
      place: async () => placeOf(present()),
      keyring: async () => (await system?.offer()) ?? 'none',
      keep: async (place) => {
        const text = read(file) ?? make(file);
        if (place !== placeOf(text))
          replace(file, await (place === 'file' ? openedText(text, system) : textKeptBy(system, text)));
      },
    },
  };
}

function placeOf(text: string): KeyPlace {
  return keptKeyIn(text) ? 'keyring' : 'file';
}

/** The key in PEM, or sealed with a passphrase. @throws Fault KEYRING_CLOSED. */
async function openedText(text: string, system: SystemKeyring | undefined): Promise<string> {
  const kept = keptKeyIn(text);
  if (!kept) return text;
  if (!system) throw fault('KEYRING_CLOSED', 'key.onlyWindow', {}, { hint: 'hint.signInWindow' });
  const opened = await system.open(kept.kept);
  if (opened === null) throw keyringClosed();
  return heldBy(kept, opened);
}

/**
 * What the file says beside the sealed part is read without the keyring, and so has to be what is inside. A keyring that was lost may
 * answer in letters without a meaning, as what it seals is not authenticated everywhere. @throws Fault KEYRING_CLOSED.
 */
function heldBy({ publicKey, kept }: KeptKey, opened: string): string {
  const text = textOfKey(opened, kept);
  if (text === null) throw keyringClosed();
  if (keptKeyIn(text)?.publicKey !== publicKey) throw new Error('the file of the key holds no key');
  return opened;
}

function textOfKey(opened: string, kept: string): string | null {
  try {
    return keptText(opened, kept);
  } catch {
    return null;
  }
}

/** Only what the keyring gives back may take the place of what it sealed. @throws Fault KEYRING_CLOSED. */
async function textKeptBy(system: SystemKeyring | undefined, text: string): Promise<string> {
  if ((await system?.offer()) !== 'offered')
    throw fault('KEYRING_CLOSED', 'key.noKeyring', {}, { hint: 'hint.passphraseInstead' });
  const kept = (await system?.seal(text)) ?? null;
  if (kept === null || (await system?.open(kept)) !== text) throw keyringClosed();
  return keptText(text, kept);
}

function keyringClosed() {
  return fault('KEYRING_CLOSED', 'key.keyringClosed', {}, { hint: 'hint.openKeyring' });
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
}

/** Complete or not at all, and whoever is first wins: the other takes that key. */
function make(file: string): string {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const own = writeOwn(file, pem);
  try {
    linkSync(own, file);
    return pem;
  } catch (cause) {
    const other = read(file);
    if (other === undefined) throw cause;
    return other;
  } finally {
    rmSync(own, { force: true });
  }
}

function replace(file: string, text: string): void {
  renameSync(writeOwn(file, text), file);
}

/** Beside the file, on the disk, for its owner alone. */
function writeOwn(file: string, text: string): string {
  const own = `${file}.${process.pid}`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(own, text, { mode: 0o600, flush: true });
  return own;
}
