import { createHash, randomBytes } from 'node:crypto';
import { totalmem } from 'node:os';
import type { Clock, EngineFactory, Files, Log, Ports, Sha256 } from '#shared/kernel/ports';
import { describeBug } from '#shared/rpc/bug';

/** The kernel's world on Node; `writeLog` takes one line without its end. */
export function nodePorts(engines: EngineFactory, files: Files, writeLog: (line: string) => void): Ports {
  return { engines, files, clock, log: lineLog(writeLog), memoryBytes: totalmem(), sha256 };
}

const clock: Clock = {
  now: () => Date.now(),
  today: () => localDay(new Date()),
};

function localDay(now: Date): string {
  const month = String(now.getMonth() + 1).padStart(2, '0');
  return `${now.getFullYear()}-${month}-${String(now.getDate()).padStart(2, '0')}`;
}

function lineLog(writeLog: (line: string) => void): Log {
  return {
    error(what, cause) {
      const reference = randomBytes(4).toString('hex');
      writeLog(`error ${reference} ${what} ${describeBug(cause)}`);
      return reference;
    },
    info: (what) => writeLog(`info ${what}`),
  };
}

function sha256(): Sha256 {
  const hash = createHash('sha256');
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => hash.digest('hex'),
  };
}
