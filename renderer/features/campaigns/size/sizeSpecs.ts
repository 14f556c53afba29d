import type { PowerAnswer, PowerSpec } from '#shared/model/power';
import type { SizeQuestion } from './sizeChoice';

type Given = Pick<PowerSpec, 'n' | 'effect' | 'power'>;

/** At this power an effect is as large as the smallest observed difference that is significant. */
const CRITICAL_POWER = 0.5;
const HOLDOUTS = [0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9];
/** Parts of the lift that is wanted. */
const LIFTS = [0.1, 0.25, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.35, 1.5, 1.75, 2, 2.5];
const FEWEST = 2;

/** One thing that is asked, and where its answer belongs. */
export interface AskedSize {
  readonly of: 'visible' | 'needed' | 'power' | 'critical' | 'byHoldout' | 'byLift';
  /** Hold-out or lift of a curve. */
  readonly at: number;
  readonly spec: PowerSpec;
}

/** Everything that is asked of a list at once; what cannot be, such as a rate over 100%, is not. */
export function askedSizes(question: SizeQuestion): AskedSize[] {
  const { holdout, lift, power, base } = question;
  const of = (name: AskedSize['of'], at: number, share: number, given: Omit<Given, 'n'>, withN = true): AskedSize[] => {
    const n = Math.round(question.list * share);
    const isPossible = given.effect === undefined || isEffect(question, given.effect);
    if (!isPossible || n < FEWEST || question.list - n < FEWEST) return [];
    return [{ of: name, at, spec: powerSpec(question, share, { ...given, ...(withN ? { n } : {}) }) }];
  };
  return [
    ...of('visible', 0, holdout, { power }),
    ...of('needed', 0, holdout, { effect: base * lift, power }, false),
    ...of('power', 0, holdout, { effect: base * lift }),
    ...of('critical', 0, holdout, { power: CRITICAL_POWER }),
    ...HOLDOUTS.flatMap((share) => of('byHoldout', share, share, { power })),
    ...LIFTS.flatMap((part) => of('byLift', lift * part, holdout, { effect: base * lift * part })),
  ];
}

function powerSpec({ kind, base, sd, alpha }: SizeQuestion, share: number, given: Given): PowerSpec {
  const rest = { alpha, ratio: (1 - share) / share, ...given };
  return kind === 'conversion' ? { kind: 'proportion', method: 'pooled', control: base, ...rest } : { kind: 'mean', sd, ...rest };
}

function isEffect({ kind, base }: SizeQuestion, effect: number): boolean {
  return effect !== 0 && Number.isFinite(effect) && (kind === 'mean' || base + effect < 1);
}

/** Whether sizes can be asked about at all. */
export function isAskable({ kind, base, sd, list }: SizeQuestion): boolean {
  return list >= 2 * FEWEST && base !== 0 && (kind === 'conversion' ? base > 0 && base < 1 : sd > 0);
}

export interface SizeAnswers {
  readonly visible: PowerAnswer | undefined;
  readonly needed: PowerAnswer | undefined;
  readonly power: PowerAnswer | undefined;
  readonly critical: PowerAnswer | undefined;
  /** Lift that is visible by the share that is held out; null where there are too few. */
  readonly byHoldout: readonly (readonly [share: number, lift: number | null])[];
  /** Power by lift. */
  readonly byLift: readonly (readonly [lift: number, power: number | null])[];
}

/** The answers in their places. */
export function placedSizes(asked: readonly AskedSize[], answers: readonly PowerAnswer[], base: number): SizeAnswers {
  const all = asked.map((each, at) => ({ ...each, answer: answers[at] }));
  const one = (of: AskedSize['of']) => all.find((each) => each.of === of)?.answer;
  const curve = (of: AskedSize['of'], value: (answer: PowerAnswer | undefined) => number | null) =>
    all.filter((each) => each.of === of).map(({ at, answer }) => [at, value(answer)] as const);
  return {
    visible: one('visible'),
    needed: one('needed'),
    power: one('power'),
    critical: one('critical'),
    byHoldout: curve('byHoldout', (answer) => (typeof answer?.effect === 'number' ? answer.effect / Math.abs(base) : null)),
    byLift: curve('byLift', (answer) => (typeof answer?.power === 'number' ? answer.power : null)),
  };
}

/** The smallest share of the list that shows the lift; null where none does. */
export function neededHoldout({ byHoldout }: SizeAnswers, lift: number): number | null {
  return byHoldout.find(([, visible]) => visible !== null && visible <= lift)?.[0] ?? null;
}
