import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { nativeEngines } from '../../../electron/engine/nativeEngine';
import { NodeFiles } from '../../../electron/engine/nodeFiles';

test('an engine that is closed while it is asked answers or refuses, and the process lives', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'closing-'));
  const files = new NodeFiles();
  const factory = nativeEngines(files);
  for (let round = 0; round < 40; round++) {
    const engine = await factory.open(files.grant(join(folder, `w${round}.huaxiang`)), {});
    const question = async () => {
      const connection = await engine.connect();
      await connection.query('SELECT count(*) FROM range(100000)');
      await connection.close();
    };
    const asked = Array.from({ length: 12 }, (_, nth) => {
      const answer = nth % 2 === 0 ? question() : engine.memoryUsed();
      return answer.then(
        () => 'answered',
        () => 'refused',
      );
    });
    if (round % 2 === 1) await wait(round % 7);
    await engine.close();
    for (const answer of await Promise.all(asked)) expect(['answered', 'refused']).toContain(answer);
  }
  rmSync(folder, { recursive: true });
}, 60_000);
