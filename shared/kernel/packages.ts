import { dayAfter } from '../model/calendar';
import type { Decision, DecisionBody, OwnKey, PackageReading } from '../model/package';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import { type OpenPackage, readPackage } from '../package/readPackage';
import { isKeyOf, isSealedPackage, MOST_SEALED_BYTES, packageKey, saltOf, unsealed } from '../package/sealedPackage';
import { canonicalBytes, fingerprint, signedBytes } from '../package/signature';
import type { KernelMethods } from '../rpc/contract';
import type { Args, Handlers } from '../rpc/method';
import { Patience } from './patience';
import type { FileToken, Keyring, Ports } from './ports';
import type { Session } from './session';
import { wholeBytes } from './wholeBytes';

/** What is done about packages of others; none of it reads or needs a workspace. */
export function packageHandlers(
  session: Session,
): Pick<
  Handlers<KernelMethods>,
  'packages.unseal' | 'packages.read' | 'packages.decide' | 'keys.own' | 'keys.unlock' | 'keys.seal' | 'keys.keep'
> {
  const { ports } = session;
  const patience = new Patience();
  return {
    'packages.unseal': async ({ file, passphrase }) => {
      await patience.with(file, () => unsealFile(session, file, passphrase));
      return null;
    },
    'packages.read': async ({ file }) => {
      const { files: _, ...reading } = await readPackageFile(session, file);
      return reading;
    },
    'packages.decide': (asked) => decide(session, asked),
    'keys.own': () => ownKey(ports),
    'keys.unlock': async ({ passphrase }) => {
      await ports.keys.sealing?.unlock(passphrase);
      return null;
    },
    'keys.seal': async ({ passphrase }) => {
      await sealingOf(ports).seal(passphrase);
      return await ownKey(ports);
    },
    'keys.keep': async ({ place }) => {
      await sealingOf(ports).keep(place);
      return await ownKey(ports);
    },
  };
}

function sealingOf({ keys }: Ports): NonNullable<Keyring['sealing']> {
  if (!keys.sealing) throw fault('INVALID_REQUEST', 'key.cannotSeal', {});
  return keys.sealing;
}

async function ownKey({ keys }: Ports): Promise<OwnKey> {
  const publicKey = await keys.publicKey();
  const own = { publicKey, fingerprint: fingerprint(publicKey) };
  if (!keys.sealing) return own;
  const { state, place, keyring } = keys.sealing;
  return { ...own, state: await state(), place: await place(), keyring: await keyring() };
}

/** @throws Fault WRONG_PASSPHRASE, and INVALID_EXPORT for a sealed package that was altered. */
async function unsealFile({ ports, packageKeys }: Session, file: FileToken, passphrase: string): Promise<void> {
  const bytes = await packageBytes(ports, file);
  if (!isSealedPackage(bytes)) return;
  const key = await packageKey(passphrase, saltOf(bytes));
  await unsealed(bytes, key, (await ports.files.info(file)).name);
  packageKeys.set(file, key);
}

/** A package of anybody's, read and checked. @throws Fault PACKAGE_SEALED until its passphrase was given, and as `unsealed`. */
export async function readPackageFile({ ports, packageKeys }: Session, file: FileToken): Promise<OpenPackage> {
  const bytes = await packageBytes(ports, file);
  if (!isSealedPackage(bytes)) return readPackage(bytes);
  const { name } = await ports.files.info(file);
  const key = packageKeys.get(file);
  if (key && isKeyOf(key, bytes)) return readPackage(await unsealed(bytes, key, name));
  throw fault('PACKAGE_SEALED', 'package.sealed', { file: quoted(name) }, { hint: 'hint.unsealPackage', at: { file: name } });
}

async function packageBytes({ files }: Ports, file: FileToken): Promise<Uint8Array> {
  const { size } = await files.info(file);
  return size > MOST_SEALED_BYTES ? new Uint8Array() : await wholeBytes(files, file);
}

/** @throws Fault INVALID_EXPORT for a package that is not as it was signed, asks for nothing, or is the reviewer's own. */
async function decide(session: Session, asked: Args<KernelMethods, 'packages.decide'>): Promise<{ request: string }> {
  const { ports } = session;
  const { name } = await ports.files.info(asked.file);
  const reading = await readPackageFile(session, asked.file);
  const publicKey = await ports.keys.publicKey();
  const request = holdRequest(reading, name, publicKey);
  const now = new Date(ports.clock.now()).toISOString();
  const body: DecisionBody = {
    format: 'huaxiang-decision',
    version: 1,
    request,
    verdict: asked.verdict,
    reasons: asked.reasons,
    changes: asked.changes,
    reviewer: { name: asked.reviewer, publicKey },
    decidedAt: now,
    expires: dayAfter(now.slice(0, 10), { n: asked.days, unit: 'day' }),
  };
  const signature = await ports.keys.sign(signedBytes('decision', canonicalBytes(body)));
  const decision: Decision = { body, signature };
  await ports.files.write(asked.to, [canonicalBytes(decision)]);
  return { request };
}

/** The hash of a request that may be decided about. */
function holdRequest({ manifest, hash, findings }: PackageReading, name: string, publicKey: string): string {
  const at = { file: name };
  const [finding] = findings;
  if (finding || !manifest || hash === null) {
    const said = { file: quoted(name), where: finding?.where ?? 'zip' };
    throw fault('INVALID_EXPORT', 'package.broken', said, { hint: 'hint.askForPackage', at });
  }
  if (manifest.kind !== 'request') {
    throw fault('INVALID_EXPORT', 'package.notRequest', { file: quoted(name) }, { hint: 'hint.chooseExport', at });
  }
  if (manifest.signer.publicKey !== publicKey) return hash;
  throw fault('INVALID_EXPORT', 'decision.own', { file: quoted(name) }, { hint: 'hint.otherReviewer', at });
}
