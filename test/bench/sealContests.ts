import { randomBytes } from 'node:crypto';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { copyFile, open } from 'node:fs/promises';
import { join } from 'node:path';
import { newSeal, sealFile, unsealFile } from '../../electron/engine/sealedFile';
import { type Comparison, compare } from './contest';

const FILE_MIB = 256;
const PASSPHRASE = 'a passphrase of a person';

/** Encrypting and opening a workspace file against a plain copy of it that is on the disk as surely. */
export async function compareSealing(folder: string): Promise<Comparison[]> {
  const [plain, sealed, opened, copy] = ['plain', 'sealed', 'opened', 'copy'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ];
  writeRandom(plain);
  const seal = await newSeal(PASSPHRASE);
  const copied = async () => {
    await copyFile(plain, copy);
    const handle = await open(copy, 'r+');
    await handle.sync();
    await handle.close();
  };
  const remove = async () => {
    for (const path of [opened, copy]) rmSync(path, { force: true });
  };
  const common = { other: copied, cleanUp: remove, runs: 3 } as const;
  return [
    await compare({
      ...common,
      reach: { atMost: 5 },
      work: `seal ${FILE_MIB} MiB / copy them`,
      product: () => sealFile(plain, sealed, seal),
    }),
    await compare({
      ...common,
      // The key alone takes half a second, which is what it is for.
      reach: { atMost: 10 },
      work: `open ${FILE_MIB} MiB sealed, key included / copy them`,
      product: () => unsealFile(sealed, opened, PASSPHRASE),
    }),
  ];
}

function writeRandom(path: string): void {
  const handle = openSync(path, 'w');
  for (let part = 0; part < FILE_MIB; part++) writeSync(handle, randomBytes(2 ** 20));
  closeSync(handle);
}
