import type { BreakdownBy, ExperimentAnswer, ExperimentReason, ExperimentRow, ExperimentSpec } from '../model/experiment';
import { isInsufficient } from '../model/findings';
import { CORRECTION_NAMES, type ExperimentWriter, methodWords } from './experimentNumbers';
import { fillText } from './sentence';

type Verdict = Pick<ExperimentAnswer, 'verdict'>;

/** Whether nobody drew the arms: no word may say then that they made a difference. */
export function isObserved({ verdict }: Verdict): boolean {
  return verdict.reasons.some(({ kind }) => kind === 'notRandomised');
}

/** What to do, in a few words. */
export function verdictTitle(
  { verdict, matching, changes }: Verdict & Pick<ExperimentAnswer, 'matching' | 'changes'>,
  { texts }: ExperimentWriter,
): string {
  const { decision, variant = '' } = verdict;
  const makes = CAUSAL.find((each) => each === decision);
  const way = matching ? 'matched' : changes ? 'changed' : 'observed';
  const title = makes && isObserved({ verdict }) ? texts[`${way}.${makes}`] : texts[`decision.${decision}`];
  return fillText(title, { variant });
}

/** Decisions that say that the variant made the difference. */
const CAUSAL = ['adopt', 'adoptForSegment', 'stop'] as const;

/** The number that the verdict rests on: of whom, how much, how sure, by what method and at which look. */
export function verdictStatement(
  spec: ExperimentSpec,
  answer: Pick<ExperimentAnswer, 'rows' | 'verdict'>,
  writer: ExperimentWriter,
): string | null {
  const row = verdictRow(answer);
  return row ? statementOf(row, spec, writer) : null;
}

/** Of the variant that it is about, the metric that its first reason names; else the first primary one. */
export function verdictRow({ rows, verdict }: Pick<ExperimentAnswer, 'rows' | 'verdict'>): ExperimentRow | undefined {
  const [reason] = verdict.reasons;
  const whole = rows.filter(({ level }) => level === undefined);
  return (
    whole.find(({ metric, variant }) => metric === reason?.metric && variant === (verdict.variant ?? reason.variant)) ??
    whole.find(({ role, variant }) => role === 'primary' && variant === (verdict.variant ?? variant)) ??
    whole[0]
  );
}

/** Whether an arm has customers, but none that converted: then nothing rises or falls by a share. */
export function hasNoLift({ kind, relative, value, controlValue }: ExperimentRow): boolean {
  return kind === 'conversion' && isInsufficient(relative) && (value === 0 || controlValue === 0);
}

/** Whether the control's value is what the arm was before and how much the control changed. */
export function isOfChanges({ design }: Pick<ExperimentSpec, 'design'>): boolean {
  return design?.kind === 'differenceInDifferences';
}

function statementOf(row: ExperimentRow, spec: ExperimentSpec, writer: ExperimentWriter): string {
  const { texts, format } = writer;
  const { metric, variant, kind, n, controlN, relative, test } = row;
  const sizes = { metric, variant, control: spec.control, n: format.exact(n), controlN: format.exact(controlN) };
  if (hasNoLift(row)) return fillText(texts.statementNoLift, sizes);
  if (isInsufficient(relative) || isInsufficient(test)) return fillText(texts.statementFew, sizes);
  const sequential = spec.looks > 1 ? row.sequential : undefined;
  return fillText(isOfChanges(spec) ? texts.statementChange : texts.statement, {
    ...sizes,
    value: writer.value(kind, row.value),
    controlValue: writer.value(kind, row.controlValue),
    lift: writer.lift(relative.estimate),
    confidence: format.percent(1 - spec.alpha, 0),
    interval: writer.interval(relative.interval, writer.lift),
    p: pOf(row, spec, writer),
    method: sequential ? texts['method.msprt'] : methodWords(test, texts),
    looks: spec.looks === 1 ? texts.looksOnce : fillText(texts.looksMany, { looks: String(spec.looks) }),
  });
}

function pOf({ role, pAdjusted, sequential }: ExperimentRow, { correction, looks }: ExperimentSpec, writer: ExperimentWriter) {
  const { texts } = writer;
  if (looks > 1 && sequential) return fillText(texts.plainP, { p: writer.p(sequential.p) });
  const p = writer.p(pAdjusted);
  if (role !== 'primary' || correction === 'none') return fillText(texts.plainP, { p });
  return fillText(texts.adjustedP, { p, correction: CORRECTION_NAMES[correction] });
}

/** Why, a sentence each. `tagName` gives the name of a tag by its id. */
export function reasonWords(
  { verdict }: Verdict,
  { minimumEffect }: Pick<ExperimentSpec, 'minimumEffect'>,
  tagName: (id: string) => string,
  writer: ExperimentWriter,
): string[] {
  const sentences = verdict.reasons.map((reason) => {
    const { kind, metric = '', variant = '', tag, work, levels = [], p, found = 0, needed, margin = 0 } = reason;
    return fillText(writer.texts[`why.${whyOf(reason)}`], {
      metric,
      variant,
      tag: breakdownName(work ? { work } : (tag ?? ''), tagName, writer),
      levels: levels.map(writer.level).join(' / '),
      p: p === undefined ? writer.texts.needsData : writer.p(p),
      found: foundWords({ kind, found, needed }, writer),
      needed: needed === undefined ? writer.texts.needsData : (kind === 'unmatched' ? writer.size : writer.format.exact)(needed),
      minimum: writer.format.percent(minimumEffect, 0),
      margin: writer.format.percent(margin, 1),
    });
  });
  // Of several variants a sentence about the control is the same.
  return [...new Set(sentences)];
}

function foundWords(
  { kind, found = 0, needed = 0 }: Pick<ExperimentReason, 'kind' | 'found'> & { readonly needed: number | undefined },
  { size, part, short, format }: ExperimentWriter,
): string {
  if (kind === 'earlyLook') return format.exact(found);
  if (kind === 'fewConversions') return short(found, needed);
  return kind === 'unmatched' ? part(found, needed) : size(found);
}

/** What levels are of. */
export function breakdownName(by: BreakdownBy, tagName: (id: string) => string, { texts }: ExperimentWriter): string {
  return typeof by === 'string' ? tagName(by) : texts[`work.${by.work}`];
}

function whyOf({ kind, tag }: ExperimentReason): ExperimentReason['kind'] | 'splitMismatchAt' {
  return kind === 'splitMismatch' && tag !== undefined ? 'splitMismatchAt' : kind;
}
