import type { ExperimentMetric, ExperimentSpec, Outcome } from '../model/experiment';
import { fault } from '../model/result';
import type { EventCondition } from '../model/rule';
import { quoted } from '../model/saying';
import type { Tag } from '../model/tag';
import { typeWord } from './checkComparison';
import { checkBehaviour, checkRange } from './checkEvent';
import type { Vocabulary } from './names';
import { isCached } from './tagColumns';
import { unknownTag } from './tags';

/** Holds an experiment to what it names. @throws Fault UNKNOWN_EVENT, UNKNOWN_TAG, INVALID_RULE, INVALID_REQUEST naming the part. */
export function checkExperiment(spec: ExperimentSpec, vocabulary: Vocabulary): void {
  if (spec.range) checkRange(spec.range, 'range');
  if (spec.tag !== undefined) levelTag(spec.tag, vocabulary, 'tag');
  checkBreakdown(spec, vocabulary);
  for (const [at, tag] of spec.splitBy.entries()) levelTag(tag, vocabulary, `splitBy.${at}`);
  if (spec.covariate !== undefined) fitTag(spec.covariate, vocabulary, 'covariate', ['number']);
  for (const [at, metric] of spec.metrics.entries()) {
    for (const [name, outcome] of outcomesOf(metric)) checkOutcome(outcome, metric, vocabulary, `metrics.${at}.${name}`);
    checkMargin(metric, `metrics.${at}.margin`);
  }
  checkDesign(spec, vocabulary);
  checkLabels(spec);
}

/** What a metric counts, by the field that says it. */
function outcomesOf(metric: ExperimentMetric): (readonly ['of' | 'per', Outcome])[] {
  return metric.kind === 'ratio'
    ? [
        ['of', metric.of],
        ['per', metric.per],
      ]
    : [['of', metric.of]];
}

/** The events of the metrics as conditions, so that their names are read. */
export function eventConditions({ metrics }: ExperimentSpec): EventCondition[] {
  return metrics.flatMap((metric) =>
    outcomesOf(metric).flatMap(([, of]): EventCondition[] => {
      if ('tag' in of) return [];
      return [{ kind: 'event', event: of.event, where: of.where, measure: 'count', op: 'gte', values: [1] }];
    }),
  );
}

function matchedBy({ design }: ExperimentSpec): readonly string[] {
  return design?.kind === 'matched' ? design.by : [];
}

/** Every tag that an experiment names. */
export function tagsNamed(spec: ExperimentSpec, { tags }: Vocabulary): Tag[] {
  const ofMetrics = spec.metrics.flatMap((metric) => outcomesOf(metric).flatMap(([, of]) => ('tag' in of ? [of.tag] : [])));
  const by = typeof spec.by === 'string' ? spec.by : undefined;
  const ids = [spec.tag, by, spec.covariate, ...matchedBy(spec), ...spec.splitBy, ...ofMetrics];
  return ids.flatMap((id) => (id === undefined ? [] : (tags.get(id) ?? [])));
}

function checkOutcome(outcome: Outcome, { kind }: ExperimentMetric, vocabulary: Vocabulary, path: string): void {
  if ('tag' in outcome) {
    fitTag(outcome.tag, vocabulary, `${path}.tag`, ['number', 'boolean']);
    return;
  }
  const { event, where, prop } = outcome;
  const measured =
    prop === undefined || kind === 'conversion' ? { measure: 'count' as const } : { measure: 'sum' as const, prop };
  checkBehaviour({ event, where, ...measured }, vocabulary, path);
}

/** A design is for arms that nobody drew, and only for what it can tell. */
function checkDesign(spec: ExperimentSpec, vocabulary: Vocabulary): void {
  const { design, metrics } = spec;
  if (!design) return;
  if (design.kind === 'matched')
    for (const [at, tag] of design.by.entries()) fitTag(tag, vocabulary, `design.by.${at}`, ['category', 'boolean', 'number']);
  if (spec.randomised) {
    throw fault('INVALID_REQUEST', 'experiment.designDrawn', {}, { hint: 'hint.designDrawn', at: { path: 'design' } });
  }
  const told = DESIGNED_KINDS[design.kind];
  const [part] = [
    ...(['covariate', 'contacted', 'money'] as const).filter((part) => spec[part] !== undefined),
    ...(spec.methods.length > 0 ? ['methods'] : []),
    ...metrics.flatMap(({ kind, tau }, at) => [
      ...(told.includes(kind) ? [] : [`metrics.${at}.kind`]),
      ...(tau === undefined ? [] : [`metrics.${at}.tau`]),
    ]),
  ];
  if (part !== undefined)
    throw fault('INVALID_REQUEST', WITH_DESIGN[design.kind], { part }, { hint: 'hint.withDesign', at: { path: part } });
  if (design.kind === 'differenceInDifferences') checkBefore(metrics);
}

/** Kinds of metrics that a design can tell of. */
const DESIGNED_KINDS: Readonly<Record<NonNullable<ExperimentSpec['design']>['kind'], readonly ExperimentMetric['kind'][]>> = {
  matched: ['conversion', 'mean', 'ratio'],
  differenceInDifferences: ['conversion', 'mean'],
};

const WITH_DESIGN = { matched: 'experiment.withMatching', differenceInDifferences: 'experiment.withDifferences' } as const;

/** A tag is known as of the last day alone. */
function checkBefore(metrics: readonly ExperimentMetric[]): void {
  for (const [at, { label, of }] of metrics.entries()) {
    if (!('tag' in of)) continue;
    const rest = { hint: 'hint.eventMetric', at: { path: `metrics.${at}.of.tag` } } as const;
    throw fault('INVALID_REQUEST', 'experiment.tagBefore', { metric: quoted(label) }, rest);
  }
}

function checkMargin({ label, role, margin }: ExperimentMetric, path: string): void {
  if (margin === undefined || role === 'guardrail') return;
  throw fault('INVALID_REQUEST', 'experiment.margin', { label: quoted(label) }, { hint: 'hint.margin', at: { path } });
}

/** Orders are of released campaigns alone. */
function checkBreakdown({ by, release }: ExperimentSpec, vocabulary: Vocabulary): void {
  if (typeof by === 'string') levelTag(by, vocabulary, 'by');
  else if (by && release === undefined)
    throw fault('INVALID_REQUEST', 'experiment.workOfRelease', {}, { hint: 'hint.workOfRelease', at: { path: 'by' } });
}

function levelTag(id: string, vocabulary: Vocabulary, path: string): void {
  fitTag(id, vocabulary, path, ['category', 'boolean']);
}

/** @throws Fault UNKNOWN_TAG, INVALID_REQUEST for a tag of another type. */
export function fitTag(id: string, { tags }: Vocabulary, path: string, types: readonly Tag['type'][]): void {
  const tag = tags.get(id) ?? unknownTag(id, path, null);
  if (types.includes(tag.type) && isCached(tag)) return;
  const values = { place: path, tag: quoted(tag.name), type: typeWord(tag) };
  throw fault('INVALID_REQUEST', 'experiment.unfitTag', values, { hint: 'hint.chooseTag', at: { path, field: id } });
}

function checkLabels({ metrics, money }: ExperimentSpec): void {
  for (const [at, { label }] of metrics.entries()) {
    if (metrics.findIndex((metric) => metric.label === label) === at) continue;
    const rest = { hint: 'hint.otherLabel', at: { path: `metrics.${at}.label` } } as const;
    throw fault('INVALID_REQUEST', 'experiment.sameLabel', { label: quoted(label) }, rest);
  }
  const wanted = [['revenue', 'mean', money?.revenue] as const, ['conversion', 'conversion', money?.conversion] as const];
  for (const [field, kind, label] of wanted) {
    if (label === undefined || metrics.some((metric) => metric.label === label && metric.kind === kind)) continue;
    const rest = { hint: 'hint.moneyMetric', at: { path: `money.${field}` } } as const;
    throw fault('INVALID_REQUEST', 'experiment.unknownMetric', { metric: quoted(label), kind }, rest);
  }
}
