import { describe, expect, it } from 'vitest';
import {
  type ExperimentAnswer,
  type ExperimentDecision,
  type ExperimentReason,
  experimentSpecSchema,
} from '#shared/model/experiment';
import type { ExperimentChange } from '#shared/model/experimentNumbers';
import { boardHtml } from '#shared/report/boardHtml';
import { boardSheets } from '#shared/report/boardSheets';
import { partSizes } from '#shared/report/boardTables';
import { experimentChapter } from '#shared/report/experimentHtml';
import { experimentWriter } from '#shared/report/experimentNumbers';
import { effectTable } from '#shared/report/experimentTables';
import { reasonWords, verdictStatement, verdictTitle } from '#shared/report/experimentWords';
import { writerOf } from '#shared/report/portraitFacts';

const SPEC = experimentSpecSchema.parse({
  campaign: 'c',
  control: 'old',
  metrics: [{ kind: 'conversion', label: 'bought', of: { event: 'buy', where: [] } }],
});

const ROW: ExperimentAnswer['rows'][number] = {
  ...{
    metric: 'bought',
    kind: 'conversion',
    role: 'primary',
    variant: 'new',
    n: 1000,
    value: 0.12,
    controlN: 900,
    controlValue: 0.1,
  },
  difference: { estimate: 0.02, interval: [-0.01, 0.05], method: 'newcombe' },
  relative: { estimate: 0.2, interval: [-0.08, 0.56], method: 'log' },
  test: { method: 'pooledZ', statistic: 1.4, p: 0.16 },
  pAdjusted: 0.32,
};

const FEW = { state: 'insufficient', found: 1, needed: 2 } as const;

function answerOf(decision: ExperimentDecision, reasons: ExperimentReason[], row = ROW): Omit<ExperimentAnswer, 'restsOn'> {
  return {
    ...{ control: 'old', arms: [], crossovers: 0, otherArms: 0, unfinished: 0, timed: true, srm: null, splits: [], rows: [row] },
    verdict: { decision, variant: 'new', reasons },
  };
}

describe.each(['zh', 'en'] as const)('an experiment in %s', (language) => {
  const writer = experimentWriter(language);
  const decisions: ExperimentDecision[] = [
    ...(['adopt', 'adoptForSegment', 'stop', 'noDifference', 'keepGoing', 'notTrustworthy', 'insufficient'] as const),
  ];

  it.each(decisions)('has words for %s, none of which is a cause where nobody drew the arms', (decision) => {
    const drawn = verdictTitle(answerOf(decision, []), writer);
    expect(drawn).not.toBe('');
    expect(drawn).not.toMatch(/\{\{/);
    const observed = verdictTitle(answerOf(decision, [{ kind: 'notRandomised' }]), writer);
    expect(observed).not.toMatch(/建议|^Adopt|^Stop/);
  });

  it('names method, base, interval and looks', () => {
    const said = verdictStatement(SPEC, answerOf('keepGoing', []), writer) ?? '';
    for (const part of ['1,000', '900', '12.00%', '10.00%', '+20.0%', '-8.0%', '+56.0%', '0.32', '95%'])
      expect(said).toContain(part);
    expect(said).toMatch(/两比例 z 检验.*只看了一次|two-proportion z-test, looked at once/);
    const looked = verdictStatement({ ...SPEC, looks: 3 }, answerOf('keepGoing', []), writer);
    expect(looked).toMatch(/共看了 3 次|looked at 3 times/);
  });

  it('has a sentence for every reason, with nothing left to fill in', () => {
    const kinds: ExperimentReason['kind'][] = [
      ...(['splitMismatch', 'fewCustomers', 'fewConversions', 'better', 'worse', 'guardrailWorse', 'withinSmallest'] as const),
      ...(['lowPower', 'differsByLevel', 'unfinished', 'earlyLook', 'unmatched', 'changedBefore', 'notRandomised'] as const),
    ];
    const reasons = kinds.map(
      (kind): ExperimentReason => ({ kind, metric: 'bought', variant: 'new', p: 0.01, found: 3, needed: 9 }),
    );
    const leak: ExperimentReason = { kind: 'splitMismatch', tag: 'b', levels: [{ value: 'B1', label: 'B1' }], p: 1e-9 };
    const said = reasonWords(answerOf('stop', [...reasons, leak]), SPEC, () => 'Branch', writer);
    expect(said).toHaveLength(kinds.length + 1);
    for (const sentence of said) expect(sentence).not.toMatch(/\{\{|undefined|NaN/);
    expect(said.at(-1)).toContain('Branch');
    expect(said.at(-1)).toContain('B1');
  });

  it('writes what must not be given as such', () => {
    const row = { ...ROW, value: FEW, difference: FEW, relative: FEW, test: FEW, pAdjusted: FEW };
    const { rows } = effectTable([row], writer, SPEC);
    expect(rows[0]?.filter((cell) => cell === writer.texts.needsData)).toHaveLength(4);
    expect(verdictStatement(SPEC, answerOf('insufficient', [], row), writer)).toMatch(/样本不足|too few/);
  });

  it('tells nothing of few conversions in a report', () => {
    const few = { ...ROW, n: 100, value: 0.05 };
    const chapter = experimentChapter({ spec: SPEC, answer: answerOf('keepGoing', [], few), tagName: (id) => id }, language);
    expect(chapter).not.toMatch(/5\.00%|\+20\.0%/);
    const many = experimentChapter({ spec: SPEC, answer: answerOf('keepGoing', []), tagName: (id) => id }, language);
    expect(many).toMatch(/12\.00%/);
  });

  it('tells in a report of few customers who were left out only that they are few', () => {
    const difference = { estimate: 0.02, interval: [-0.01, 0.05], method: 'newcombe' } as const;
    const answer = (leftOut: number) =>
      answerOf('keepGoing', [{ kind: 'unmatched', variant: 'new', found: leftOut, needed: 1000 }], {
        ...ROW,
        others: [{ method: 'postStratified', strata: { tags: ['band'], n: 3, leftOut }, difference, p: 0.2 }],
      });
    const chapter = (leftOut: number) =>
      experimentChapter({ spec: SPEC, answer: answer(leftOut), tagName: (id) => id }, language);
    const told = (size: string, text: string) => text.match(new RegExp(`${size} (位|of the|customers of)`, 'g')) ?? [];
    expect(told('(少于|fewer than) 10', chapter(7))).toHaveLength(2);
    expect(told('\\b7', chapter(7))).toEqual([]);
    expect(told('\\b17', chapter(17))).toHaveLength(2);
    const [onScreen = ''] = reasonWords(answer(7), SPEC, (id) => id, writer);
    expect(told('\\b7', onScreen)).toHaveLength(1);
  });

  it('tells in the reasons of a report few customers and conversions only as such, also those who are left of many', () => {
    const chapter = (reason: ExperimentReason) =>
      experimentChapter({ spec: SPEC, answer: answerOf('insufficient', [reason]), tagName: (id) => id }, language);
    const said = (reason: ExperimentReason) => chapter(reason).match(/<ul><li>(.*?)<\/li>/)?.[1] ?? '';
    for (const kind of ['fewCustomers', 'lowPower', 'unfinished'] as const) {
      expect(said({ kind, variant: 'new', metric: 'bought', found: 7, needed: 30 })).toMatch(/(少于|fewer than) 10/);
      expect(said({ kind, variant: 'new', metric: 'bought', found: 7, needed: 30 })).not.toMatch(/\b7\b/);
      expect(said({ kind, variant: 'new', metric: 'bought', found: 17, needed: 30 })).toMatch(/\b17\b/);
    }
    const few = said({ kind: 'fewConversions', variant: 'new', metric: 'bought', found: 3.6, needed: 5 });
    expect(few).toMatch(/(少于|fewer than) 5/);
    expect(few).not.toContain('3.6');
    const rest = said({ kind: 'unmatched', variant: 'new', found: 995, needed: 1000 });
    expect(rest).toMatch(/(多于|more than) 990/);
    expect(rest).not.toContain('995');
    expect(said({ kind: 'earlyLook', found: 7 })).toMatch(/\b7\b/);
  });

  it('tells of a small arm on a board no total that the other arms could be taken from', () => {
    const answer = (n: number) => ({
      ...answerOf('insufficient', []),
      arms: [
        { variant: 'old', n: 900, weight: 0.5 },
        { variant: 'new', n, weight: 0.5 },
      ],
    });
    const part = (n: number) =>
      ({ kind: 'experiment', title: '', base: 900 + n, spec: SPEC, answer: answer(n), tagName: (id: string) => id }) as const;
    expect(partSizes(part(1000), writerOf(language))[0]).toContain('1,900');
    expect(partSizes(part(7), writerOf(language))).toEqual([]);
  });

  it('tells of changes without causal words, with what it takes to read them, and of few customers nothing', () => {
    const spec = { ...SPEC, randomised: false, design: { kind: 'differenceInDifferences' as const } };
    const differing = { difference: FEW, p: FEW };
    const change = (before: number): ExperimentChange => ({
      ...{ metric: 'bought', kind: 'conversion', variant: 'new', n: 1000, before, after: 0.12 },
      ...{ controlN: 900, controlBefore: 0.1, controlAfter: 0.1, balance: 0.034, plain: differing, placebo: null },
    });
    const answer = (before: number) => ({
      ...answerOf('adopt', [{ kind: 'better', metric: 'bought', variant: 'new', p: 0.001 }, { kind: 'notRandomised' }]),
      changes: [change(before)],
    });
    const chapter = (before: number) => experimentChapter({ spec, answer: answer(before), tagName: (id) => id }, language);
    expect(verdictTitle(answer(0.1), writer)).toMatch(
      /变得更好（不是因果结论）|changed for the better compared with the control/,
    );
    expect(verdictStatement(spec, answer(0.1), writer)).toMatch(/若与对照.*变化相同|had it changed like the control/);
    expect(effectTable([ROW], writer, spec).heads).toContain(writer.texts.withControlChange);
    expect(chapter(0.1)).toContain('0.034');
    expect(chapter(0.1)).toMatch(/平行趋势|parallel trends/);
    expect(chapter(0.1)).toMatch(/12\.00%/);
    // Seven customers bought before.
    expect(chapter(0.007)).not.toMatch(/0\.70%|12\.00%|0\.034/);
  });

  it('tells in a report what the margin of a guardrail comes to', () => {
    const guardrail = { ...ROW, role: 'guardrail', nonInferiority: { margin: 0.1, worst: -0.08, shown: true } } as const;
    const chapter = (row: typeof ROW) =>
      experimentChapter({ spec: SPEC, answer: answerOf('adopt', [], row), tagName: (id) => id }, language);
    expect(chapter(guardrail)).toMatch(/bought · new: .*10\.0%.*(已证实|: shown).*-8\.0%/);
    expect(chapter({ ...guardrail, n: 5 })).not.toContain('-8.0%');
    expect(chapter(ROW)).not.toContain('bought · new: ');
  });

  it('says that there is no lift where nobody converted, and not that there are too few', () => {
    const row = { ...ROW, controlValue: 0, relative: FEW, nonInferiority: FEW };
    expect(verdictStatement(SPEC, answerOf('keepGoing', [], row), writer)).toMatch(/没有一位客户转化|nobody converted/);
    expect(effectTable([row], writer, SPEC).hints.flat().join()).toMatch(
      /没有一位客户转化.*没有一位客户转化|Nobody converted.*Nobody converted/,
    );
  });

  it('stands on a board as its verdict and its metrics, in a workbook too', () => {
    const answer = answerOf('adopt', [{ kind: 'better', metric: 'bought', variant: 'new', p: 0.001 }]);
    const part = { kind: 'experiment', title: '', base: 1900, spec: SPEC, answer, tagName: (id: string) => id } as const;
    const rests = {
      dataVersion: 1,
      receipts: [],
      definition: 'd',
      asOf: '2026-06-30',
      base: { name: 'c', n: 1900 },
      engine: 'native',
    } as const;
    const page = boardHtml({ name: 'Board' }, [part], rests, language);
    expect(page).toMatch(/建议采用“new”|Adopt &quot;new&quot;/);
    expect(page).toContain('12.00%');
    expect(JSON.stringify(boardSheets([part], rests, language))).toContain('0.12');
  });
});
