import { expect, test } from 'vitest';
import { Patience } from '../../../shared/kernel/patience';
import { Fault, fault, type HuaxiangError } from '../../../shared/model/result';

let now = 0;
const codeOf = (cause: unknown) => (cause instanceof Fault ? cause.error : { code: 'OTHER' });

const secondsOf = (answer: unknown) => Number((answer as HuaxiangError).say?.values.seconds);

async function tryWith(patience: Patience, thing: string, right = false) {
  let looked = false;
  const answer = await patience
    .with(thing, async () => {
      looked = true;
      if (!right) throw fault('WRONG_PASSPHRASE', 'key.wrongPassphrase', {});
      return 'right' as const;
    })
    .catch(codeOf);
  return { answer, looked };
}

test('three wrong passphrases cost nothing; then each doubles the wait, from a second to five minutes', async () => {
  const patience = new Patience(() => now);
  for (let n = 0; n < 3; n++) expect(await tryWith(patience, 'key')).toMatchObject({ answer: { code: 'WRONG_PASSPHRASE' } });
  const waits: number[] = [];
  for (let n = 0; n < 12; n++) {
    const { answer, looked } = await tryWith(patience, 'key', true);
    expect([answer, looked]).toEqual([expect.objectContaining({ code: 'TOO_MANY_TRIES' }), false]);
    waits.push(secondsOf(answer));
    now += (waits.at(-1) ?? 0) * 1000;
    expect((await tryWith(patience, 'key')).answer).toMatchObject({ code: 'WRONG_PASSPHRASE' });
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
});

test('what is left of the wait is told, another thing does not wait, and the right one ends it', async () => {
  const patience = new Patience(() => now);
  for (let n = 0; n < 5; n++) {
    await tryWith(patience, 'key');
    now += 60_000;
  }
  await tryWith(patience, 'key');
  now += 5200;
  expect((await tryWith(patience, 'key', true)).answer).toMatchObject({ say: { values: { seconds: 3 } } });
  expect((await tryWith(patience, 'package', true)).answer).toBe('right');
  now += 2800;
  expect((await tryWith(patience, 'key', true)).answer).toBe('right');
  expect((await tryWith(patience, 'key')).answer).toMatchObject({ code: 'WRONG_PASSPHRASE' });
  expect((await tryWith(patience, 'key', true)).answer).toBe('right');
});

test('many tries at once are looked at one after the other, and no more of them than in a row', async () => {
  const patience = new Patience(() => now);
  const tries = await Promise.all(Array.from({ length: 50 }, () => tryWith(patience, 'key')));
  expect(tries.filter(({ looked }) => looked)).toHaveLength(3);
});

test('what fails for another reason is no wrong passphrase', async () => {
  const patience = new Patience(() => now);
  for (let n = 0; n < 9; n++)
    await expect(patience.with('key', () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
  expect((await tryWith(patience, 'key', true)).answer).toBe('right');
});
