import { join } from 'node:path';
import type { Patience } from '#shared/kernel/patience';
import type { SqlEngine, Vaulted } from '#shared/kernel/ports';
import { fault } from '#shared/model/result';
import { removeIfPossible } from '../folder/unfinished';
import { type NodeFiles, nodeFault, statOrNull } from './nodeFiles';
import { removeOwner } from './nodeFilesOwner';
import { leavePrivateFolder, noteOwner, type PrivateFolder, removePrivateFolder } from './privateFolder';
import { newSeal, type Seal, sealFile } from './sealedFile';
import { passphraseKey } from './sealedHeader';

/** Between two sealings of what was written meanwhile: a power cut loses no more than that. */
const SEAL_EVERY_MS = 5 * 60_000;

interface Parts {
  readonly engine: SqlEngine;
  readonly files: NodeFiles;
  readonly folder: PrivateFolder;
  /** The sealed file. */
  readonly path: string;
  readonly seal: Seal;
  /** What a killed process left was opened. */
  readonly recovered: boolean;
  /** The engine is closed and its file is sealed, which takes as long as its size. */
  readonly onSealing: () => void;
  readonly patience: Patience;
}

/** An engine on the plain copy of a sealed file, which is sealed anew now and then and at the close. */
export class SealedEngine implements SqlEngine {
  readonly name: SqlEngine['name'];
  readonly version: string;
  readonly vault: Vaulted;
  readonly #parts: Parts;
  #seal: Seal;
  #sealing: Promise<void> = Promise.resolve();
  #sealedAt = '';
  #closing: Promise<void> | undefined;
  readonly #timer: NodeJS.Timeout;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#seal = parts.seal;
    this.name = parts.engine.name;
    this.version = parts.engine.version;
    this.vault = {
      place: parts.folder.place,
      recovered: parts.recovered,
      seal: () => this.#sealNow(),
      changePassphrase: (passphrase, next) => this.#change(passphrase, next),
    };
    this.#timer = setInterval(() => void this.#sealWhereChanged().catch(() => undefined), SEAL_EVERY_MS).unref();
  }

  connect: SqlEngine['connect'] = () => this.#parts.engine.connect();
  source: SqlEngine['source'] = (...args) => this.#parts.engine.source(...args);
  copiedSource: SqlEngine['copiedSource'] = (...args) => this.#parts.engine.copiedSource(...args);
  textSource: SqlEngine['textSource'] = (...args) => this.#parts.engine.textSource(...args);
  saveCopy: SqlEngine['saveCopy'] = (file) => this.#parts.engine.saveCopy(file);
  memoryUsed: SqlEngine['memoryUsed'] = () => this.#parts.engine.memoryUsed();

  async rewrite(): Promise<void> {
    await this.#parts.engine.rewrite();
    await this.#sealNow();
  }

  async #sealWhereChanged(): Promise<void> {
    if ((await this.#mark()) !== this.#sealedAt) await this.#sealNow();
  }

  /** What the plain file and its log look like from outside. */
  async #mark(): Promise<string> {
    const { plain } = this.#parts.folder;
    const stats = [await statOrNull(plain), await statOrNull(`${plain}.wal`)];
    return JSON.stringify(stats.map((each) => each && [each.size, each.mtimeMs]));
  }

  /** One after the other. The open file itself is not read: that would take the database's lock from it. */
  #sealNow(): Promise<void> {
    const run = async () => {
      const { engine, files, folder, path } = this.#parts;
      const copy = join(folder.folder, 'copy.huaxiang');
      const mark = await this.#mark();
      try {
        await engine.saveCopy(files.grant(copy));
        await sealFile(copy, path, this.#seal);
        this.#sealedAt = mark;
      } finally {
        await removeIfPossible(copy);
      }
    };
    this.#sealing = this.#sealing.catch(() => undefined).then(run);
    return this.#sealing;
  }

  async #change(passphrase: string, next: string): Promise<void> {
    const { folder, path } = this.#parts;
    await this.#parts.patience.with(path, () => this.#check(passphrase));
    const before = this.#seal;
    this.#seal = await newSeal(next);
    try {
      await this.#sealNow();
      await noteOwner(folder, path, this.#seal.head);
    } catch (cause) {
      this.#seal = before;
      throw cause;
    }
  }

  async #check(passphrase: string): Promise<void> {
    if ((await passphraseKey(passphrase, this.#seal.head.salt)).equals(this.#seal.key)) return;
    throw fault('WRONG_PASSPHRASE', 'sealed.wrongFormer', {}, { hint: 'hint.passphraseAgain', at: { field: 'passphrase' } });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** Where it cannot be sealed, for want of room say, the plain copy stays for whoever opens it next to seal. */
  async #close(): Promise<void> {
    clearInterval(this.#timer);
    const { engine, files, folder, path, onSealing } = this.#parts;
    await this.#sealing.catch(() => undefined);
    await engine.close();
    onSealing();
    try {
      await sealFile(folder.plain, path, this.#seal);
      await removePrivateFolder(folder);
    } catch (cause) {
      leavePrivateFolder(folder);
      throw nodeFault(cause, path);
    } finally {
      files.release(path);
      await removeOwner(path);
    }
  }
}
