import { dayAfter } from '../model/calendar';
import type { Decision, DecisionBody, OwnKey, PackageReading } from '../model/package';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import { type OpenPackage, readPackage } from '../package/readPackage';
import { canonicalBytes, fingerprint, signedBytes } from '../package/signature';
import { MOST_BYTES } from '../package/storedZip';
import type { KernelMethods } from '../rpc/contract';
import type { Args, Handlers } from '../rpc/method';
import type { FileToken, Ports } from './ports';
import type { Session } from './session';
import { wholeBytes } from './wholeBytes';

/** What is done about packages of others; none of it reads or needs a workspace. */
export function packageHandlers({
  ports,
}: Session): Pick<Handlers<KernelMethods>, 'packages.read' | 'packages.decide' | 'keys.own' | 'keys.unlock' | 'keys.seal'> {
  return {
    'packages.read': async ({ file }) => {
      const { files: _, ...reading } = await readPackageFile(ports, file);
      return reading;
    },
    'packages.decide': (asked) => decide(ports, asked),
    'keys.own': () => ownKey(ports),
    'keys.unlock': async ({ passphrase }) => {
      await ports.keys.sealing?.unlock(passphrase);
      return null;
    },
    'keys.seal': async ({ passphrase }) => {
      if (!ports.keys.sealing) throw fault('INVALID_REQUEST', 'key.cannotSeal', {});
      await ports.keys.sealing.seal(passphrase);
      return await ownKey(ports);
    },
  };
}

async function ownKey({ keys }: Ports): Promise<OwnKey> {
  const publicKey = await keys.publicKey();
  const state = await keys.sealing?.state();
  return { publicKey, fingerprint: fingerprint(publicKey), ...(state ? { state } : {}) };
}

/** A package of anybody's, read and checked. */
export async function readPackageFile({ files }: Pick<Ports, 'files'>, file: FileToken): Promise<OpenPackage> {
  const { size } = await files.info(file);
  return readPackage(size > MOST_BYTES ? new Uint8Array() : await wholeBytes(files, file));
}

/** @throws Fault INVALID_EXPORT for a package that is not as it was signed, asks for nothing, or is the reviewer's own. */
async function decide(ports: Ports, asked: Args<KernelMethods, 'packages.decide'>): Promise<{ request: string }> {
  const { name } = await ports.files.info(asked.file);
  const reading = await readPackageFile(ports, asked.file);
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
