import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Fault } from '#shared/model/result';
import { makeFormat } from '../../../shared/report/format';
import { describeEngines } from '../../support/engines';
import type { TestKernel } from '../../support/kernel';
import { ruleTree } from '../../support/randomRules';
import { openRandomBank } from '../../support/randomWorkspace';

/** Fewer where each takes several times as long. */
const SEGMENTS = { native: 200, wasm: 15 };

/** What a report says of a size: that of a handful of customers it keeps to itself. */
const told = (count: number) => (count > 0 && count < 10 ? '&lt; 10' : makeFormat('en').exact(count));

/** Of nobody no report is made, which says as much. */
function pageOfNobody(cause: unknown): string {
  if (cause instanceof Fault && cause.error.at?.path === 'spec.segment') return 'Segment of 0,';
  throw cause;
}

describeEngines('one segment has one number', (engine) => {
  let test: TestKernel;

  beforeAll(async () => {
    test = await openRandomBank(engine);
  }, 60_000);
  afterAll(() => test.kernel.close());

  it('as a count, a portrait, a list of keys, a report, a board and a base', async () => {
    const rules = fc.sample(ruleTree, { numRuns: SEGMENTS[engine.factory.name], seed: 20_261_126 });
    const path = join(engine.folder, 'report.html');
    const board = join(engine.folder, 'board.html');
    await test.call('boards.save', { board: { id: 'b', name: 'b', items: [{ kind: 'count', id: 'n', segment: 'one' }] } });
    for (const rule of rules) {
      const segment = { id: 'one', name: 'one', description: '', who: rule };
      await test.call('segments.save', { segment });
      const { count } = await test.call('rules.count', { rule });
      const spec = { segment: segment.id, tags: [] };
      const portrait = await test.call('portraits.compute', { spec });
      const against = await test.call('portraits.compute', { spec: { ...spec, base: { segment: segment.id } } });
      const { total } = await test.call('segments.members', { id: segment.id, offset: 0, limit: 1 });
      const report = test.call('reports.portrait', { spec, format: 'html', file: test.grant(path) });
      const page = await report.then(() => readFileSync(path, 'utf8'), pageOfNobody);
      await test.call('reports.board', { board: 'b', file: test.grant(board) });
      const numbers = {
        portrait: portrait.segments[0]?.n,
        base: against.restsOn.base.n,
        list: total,
        report: page.includes(`Segment of ${told(count)},`) ? count : 'another',
        board: readFileSync(board, 'utf8').includes(`<b>${told(count)}</b>`) ? count : 'another',
      };
      expect({ rule, ...numbers }).toEqual({ rule, portrait: count, base: count, list: count, report: count, board: count });
    }
  }, 300_000);
});
