import { createHash, randomBytes } from 'node:crypto';
import { totalmem } from 'node:os';
import type { Clock, Log, Ports, Sha256 } from '#shared/kernel/ports';
import { describeBug } from '#shared/rpc/bug';

interface NodeWorld extends Pick<Ports, 'engines' | 'files' | 'keys' | 'anchors' | 'lockMark'> {
  /** Takes one line without its end. */
  writeLog(line: string): void;
}

/** The kernel's world on Node. */
export function nodePorts({ writeLog, ...world }: NodeWorld): Ports {
  return { ...world, clock, log: lineLog(writeLog), memoryBytes: totalmem(), sha256, random: (bytes) => randomBytes(bytes) };
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
