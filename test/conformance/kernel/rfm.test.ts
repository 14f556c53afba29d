import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RfmCuts, RfmSource } from '../../../shared/model/tagSource';
import { cdnow, loadCdnow } from '../../support/cdnow';
import { describeEngines } from '../../support/engines';
import { startTagKernel, type TagKernel, tagOf } from '../../support/tagKernel';

const SHARED_DATA = join(import.meta.dirname, '../../../../shared/data');

interface Golden {
  customers: number;
  methods: {
    rank: Record<'R_counts' | 'F_counts' | 'M_counts' | 'cells', Record<string, number>> & { sha256_of_id_score_lines: string };
  };
}

/** Scores by average rank, of pandas; 23,570 customers of CDNOW with 69,659 purchases. */
const golden = JSON.parse(readFileSync(join(SHARED_DATA, 'goldens/rfm_cdnow.json'), 'utf8')) as Golden;
const { rank } = golden.methods;

const EVENTS = { event: 'purchase', where: [], prop: 'paid' };

describeEngines('RFM of CDNOW', (engine) => {
  let test: TagKernel;
  let cuts: RfmCuts;

  beforeAll(async () => {
    test = startTagKernel(engine);
    const { asOf } = await loadCdnow(test);
    expect(asOf).toBe('1998-06-30');
    cuts = (await test.call('tags.rfmCuts', EVENTS)) ?? expect.fail('no cuts');
  });

  afterAll(() => test.kernel.close());

  const save = (id: string, output: RfmSource['output']) => test.save(id, { kind: 'rfm', ...EVENTS, ...cuts, output });
  const counts = async (tag: string) => {
    const { values } = await test.call('tags.distribution', { tag, limit: 1000 });
    return Object.fromEntries(values.map(({ value, n }) => [String(value), n]));
  };

  it('scores every customer as the reference does', async () => {
    await save('score', 'score');
    expect(await counts('score')).toEqual(rank.cells);
    const lines = await test.textCells('FROM (SELECT id, CAST(score AS INTEGER) FROM tags.customers ORDER BY id)');
    const hash = createHash('sha256').update(lines.map((line) => line.join(',')).join('\n'));
    expect(hash.digest('hex')).toBe(rank.sha256_of_id_score_lines);
  });

  it('scores each dimension, never parting equal values', async () => {
    await save('recency', 'recency');
    await save('frequency', 'frequency');
    await save('monetary', 'monetary');
    expect(await counts('recency')).toEqual(rank.R_counts);
    expect(await counts('frequency')).toEqual(rank.F_counts);
    expect(await counts('monetary')).toEqual(rank.M_counts);
  });

  it('names the eight cells by the mean scores', async () => {
    await save('cell', 'segment');
    expect(await counts('cell')).toEqual(eightCells(rank.cells));
  });

  it('keeps its cuts when other data comes', async () => {
    const { purchases } = cdnow();
    const few = purchases.split('\n').filter((line, index) => index === 0 || Number(line.split(',')[0]) <= 100);
    const path = join(engine.folder, 'few.csv');
    writeFileSync(path, few.join('\n'));
    await test.call('imports.run', { file: test.grant(path), table: 'purchases' });
    const scores = await test.textCells('FROM (SELECT CAST(score AS INTEGER) FROM tags.customers WHERE id <= 3 ORDER BY id)');
    // As the reference scores them among all customers.
    expect(scores.flat()).toEqual(['121', '124', '555']);
    const other = (await test.call('tags.rfmCuts', EVENTS)) ?? expect.fail('no cuts');
    expect(other.cuts.monetary).not.toEqual(cuts.cuts.monetary);
  });

  it('refuses cuts that are out of order, and a property that is no number', async () => {
    const source: RfmSource = { kind: 'rfm', ...EVENTS, ...cuts, output: 'score' };
    const loose = { ...source, cuts: { ...cuts.cuts, recency: [1, 2, 3, 4] as [number, number, number, number] } };
    expect(await test.failure('tags.check', { definition: tagOf('x', loose) })).toMatchObject({
      at: { path: 'source.cuts.recency' },
    });
    expect(await test.failure('tags.check', { definition: tagOf('x', { ...source, prop: 'nothing' }) })).toMatchObject({
      at: { path: 'source.prop' },
    });
  });
});

/** The mean of each digit over all customers parts high from low. */
function eightCells(cells: Readonly<Record<string, number>>): Record<string, number> {
  const mean = [0, 1, 2].map(
    (place) => Object.entries(cells).reduce((sum, [code, n]) => sum + Number(code[place]) * n, 0) / golden.customers,
  );
  const found: Record<string, number> = {};
  for (const [code, n] of Object.entries(cells)) {
    const name = ['R', 'F', 'M']
      .map((letter, place) => `${letter}${Number(code[place]) > (mean[place] ?? 0) ? '+' : '-'}`)
      .join('');
    found[name] = (found[name] ?? 0) + n;
  }
  return found;
}
