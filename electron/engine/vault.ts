import { promises as fs } from 'node:fs';
import { basename, dirname } from 'node:path';
import { lockedFault } from '#shared/engines/duckdbFault';
import { Patience } from '#shared/kernel/patience';
import type { EngineFactory, EngineSettings, FileToken, SqlEngine } from '#shared/kernel/ports';
import { Fault } from '#shared/model/result';
import { sweepUnfinished } from '../folder/unfinished';
import { isWritableFile, type NodeFiles, nodeFault, realPath, statOrNull } from './nodeFiles';
import { refuseOwned, removeOwner, writeOwner } from './nodeFilesOwner';
import {
  type LeftBehind,
  leftBehind,
  makePrivateFolder,
  noteOwner,
  type PrivateFolder,
  removePrivateFolder,
} from './privateFolder';
import { SealedEngine } from './sealedEngine';
import { isSealed, newSeal, sealFile, sealForRecovery, unsealFile } from './sealedFile';

/** Opens sealed workspaces too, on a plain copy in a private folder that goes with the engine. */
export function vaultEngines(
  inner: EngineFactory,
  files: NodeFiles,
  onSealing: () => void = () => undefined,
  patience = new Patience(),
): EngineFactory {
  const vault = new Vault(inner, files, onSealing, patience);
  return {
    name: inner.name,
    open: async (file, settings, passphrase) =>
      file === null || passphrase === undefined ? inner.open(file, settings) : vault.open(file, settings, passphrase),
    seal: (engine, file, passphrase) => vault.seal(engine, file, passphrase),
    sweep: () => vault.sweep(),
  };
}

class Vault {
  readonly #inner: EngineFactory;
  readonly #files: NodeFiles;
  readonly #onSealing: () => void;
  readonly #patience: Patience;

  constructor(inner: EngineFactory, files: NodeFiles, onSealing: () => void, patience: Patience) {
    this.#inner = inner;
    this.#files = files;
    this.#onSealing = onSealing;
    this.#patience = patience;
  }

  async open(file: FileToken, settings: EngineSettings, passphrase: string): Promise<SqlEngine> {
    const path = await realPath(this.#files.path(file));
    const exists = await isWritableFile(path);
    if (exists && !(await isSealed(path))) return await this.#inner.open(file, settings);
    await refuseOwned(path, ['native', 'wasm']);
    if (!this.#files.hold(path)) throw lockedFault(basename(path), `${process.pid}`);
    try {
      await writeOwner(path, this.#inner.name);
      await sweepUnfinished(dirname(path));
      await this.#sealLeftOf(path);
      return await this.#openCopy(path, { exists, settings, passphrase });
    } catch (cause) {
      this.#files.release(path);
      await removeOwner(path);
      throw nodeFault(cause, path);
    }
  }

  async #openCopy(
    path: string,
    { exists, settings, passphrase }: { exists: boolean; settings: EngineSettings; passphrase: string },
  ) {
    const isRecovered = exists && (await statOrNull(recoveredOf(path))) !== null;
    const from = isRecovered ? recoveredOf(path) : path;
    const folder = await makePrivateFolder(path, exists ? (await fs.stat(from)).size : 0);
    let engine: SqlEngine | undefined;
    try {
      const seal = exists
        ? await this.#patience.with(from, () => unsealFile(from, folder.plain, passphrase))
        : await newSeal(passphrase);
      await noteOwner(folder, path, seal.head);
      if (isRecovered) await sealFile(folder.plain, path, seal);
      engine = await this.#inner.open(this.#files.grant(folder.plain), settings);
      if (isRecovered) await fs.rm(from);
      const host = { files: this.#files, onSealing: this.#onSealing, patience: this.#patience };
      return new SealedEngine({ engine, ...host, folder, path, seal, recovered: isRecovered });
    } catch (cause) {
      await engine?.close();
      await removePrivateFolder(folder);
      throw cause;
    }
  }

  /** A sealed copy of what an engine holds, without its plain bytes ever lying beside the target. */
  async seal(engine: SqlEngine, file: FileToken, passphrase: string): Promise<void> {
    const path = await realPath(this.#files.path(file));
    if (this.#files.isHeld(path)) throw lockedFault(basename(path), `${process.pid}`);
    let folder: PrivateFolder | undefined;
    try {
      folder = await makePrivateFolder(path, 0);
      const seal = await newSeal(passphrase);
      await engine.saveCopy(this.#files.grant(folder.plain));
      await sealFile(folder.plain, path, seal);
    } catch (cause) {
      throw nodeFault(cause, path);
    } finally {
      if (folder) await removePrivateFolder(folder);
    }
  }

  /** What killed processes left in the plain is sealed, commits of their last moments with it, and wiped; what cannot be sealed now waits for the next start. */
  async sweep(): Promise<void> {
    for (const left of await leftBehind()) await this.#sealLeft(left).catch(() => undefined);
  }

  /** Of a workspace that is about to be opened it has to be sealed: the place is needed. */
  async #sealLeftOf(path: string): Promise<void> {
    for (const left of await leftBehind(path)) if (left.file === path) await this.#sealLeft(left);
  }

  async #sealLeft(left: LeftBehind): Promise<void> {
    const { plain, file, head } = left;
    if (head && (await this.#canBeOpened(plain))) await sealForRecovery(plain, recoveredOf(file), head);
    await removePrivateFolder(left);
  }

  /** Brings in what the log of a database holds. What was torn while it was made has nothing that was acknowledged. */
  async #canBeOpened(plain: string): Promise<boolean> {
    if (!(await statOrNull(plain))) return false;
    try {
      await (await this.#inner.open(this.#files.grant(plain), {})).close();
      return true;
    } catch (cause) {
      if (cause instanceof Fault && DAMAGED.has(cause.error.code)) return false;
      throw cause;
    }
  }
}

const DAMAGED: ReadonlySet<string> = new Set(['WORKSPACE_DAMAGED', 'NOT_A_WORKSPACE']);

function recoveredOf(path: string): string {
  return `${path}.recovered`;
}
