import type { EventFilter } from '../model/event';
import type { FunnelSide, FunnelSpec, PropBy } from '../model/funnel';
import { fault } from '../model/result';
import type { Rule } from '../model/rule';
import { quoted, say } from '../model/saying';
import { stableJson } from '../model/stableJson';
import { checkFilter, checkRange } from './checkEvent';
import type { Vocabulary } from './names';

/** Holds a funnel to what it names and to what can be done. @throws Fault UNKNOWN_EVENT, INVALID_RULE, INVALID_REQUEST naming the part. */
export function checkFunnel(spec: FunnelSpec, vocabulary: Vocabulary): void {
  spec.steps.forEach((step, index) => {
    for (const filter of filtersOf(step)) checkFilter(filter, vocabulary, `steps.${index}`);
  });
  spec.exclude.forEach((filter, index) => {
    checkFilter(filter, vocabulary, `exclude.${index}`);
    checkExclusion(spec, filter, index);
  });
  checkSteps(spec);
  if (spec.range) checkRange(spec.range, 'range');
  if (spec.hold !== undefined) checkProp(spec.hold, 'hold', vocabulary);
  if (typeof spec.by === 'object') checkTouch(spec, spec.by, vocabulary);
  checkSides(spec.compare ?? []);
}

/** The events of a step: all that count as it. */
export function filtersOf(step: FunnelSpec['steps'][number]): EventFilter[] {
  return [{ event: step.event, where: step.where }, ...(step.or ?? [])];
}

/** Conditions that read the events of the steps. */
export function stepRules({ steps }: Pick<FunnelSpec, 'steps'>): Rule[] {
  return steps
    .flatMap(filtersOf)
    .map(({ event, where }) => ({ kind: 'event', event, where, measure: 'count', op: 'isNotNull', values: [] }));
}

function checkExclusion({ steps }: FunnelSpec, { event, where }: EventFilter, index: number): void {
  const said = stableJson({ event, where });
  const step = steps.findIndex((each) => filtersOf(each).some((filter) => stableJson(filter) === said));
  if (step < 0) return;
  const values = { place: `exclude.${index}`, event: quoted(event), step: step + 1 };
  throw fault('INVALID_REQUEST', 'funnel.excludedStep', values, {
    hint: 'hint.funnelExclude',
    at: { path: `exclude.${index}`, field: event },
  });
}

/** The first step has nothing before it, and without an order no step has. */
function checkSteps({ steps, order }: FunnelSpec): void {
  steps.forEach(({ optional, within, notBefore }, index) => {
    const isBound = optional !== undefined || within !== undefined || notBefore !== undefined;
    if (!isBound || (index > 0 && order !== 'any')) return;
    const path = `steps.${index}`;
    const key = index === 0 ? 'funnel.firstStepBound' : 'funnel.boundInAnyOrder';
    throw fault('INVALID_REQUEST', key, { place: path }, { hint: 'hint.funnelBound', at: { path } });
  });
}

function checkProp(prop: string, path: string, { props }: Vocabulary): void {
  if (props.has(prop)) return;
  throw fault(
    'INVALID_REQUEST',
    'event.unknownProp',
    { place: path, prop: quoted(prop) },
    { hint: say('hint.props', { props: [...props.keys()] }), at: { path, field: prop } },
  );
}

function checkTouch({ steps }: FunnelSpec, { prop, at }: PropBy, vocabulary: Vocabulary): void {
  checkProp(prop, 'by', vocabulary);
  if (typeof at === 'string' || (at.step >= 1 && at.step <= steps.length)) return;
  const values = { step: at.step, steps: steps.length };
  throw fault('INVALID_REQUEST', 'funnel.noStep', values, { hint: 'hint.funnelStep', at: { path: 'by.at' } });
}

function checkSides(sides: readonly FunnelSide[]): void {
  const said = sides.map((side) => stableJson(side));
  for (const [place, { range }] of sides.entries()) {
    const path = `compare.${place}`;
    if (range) checkRange(range, `${path}.range`);
    const same = said.indexOf(said[place] ?? '');
    if (same === place) continue;
    const values = { first: same + 1, second: place + 1 };
    throw fault('INVALID_REQUEST', 'funnel.sameSide', values, { hint: 'hint.funnelSide', at: { path } });
  }
}
