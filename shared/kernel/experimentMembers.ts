import type { ExperimentArmAsked } from '../model/experimentSource';
import { fault } from '../model/result';
import { quoted, say } from '../model/saying';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { type AssignedCustomers, breakdownLevels, withAssigned } from './assignedCustomers';
import { unknownVariant } from './experimentArms';
import { metricValues } from './experimentMetrics';
import { freezeList } from './frozenLists';
import type { SqlConnection } from './ports';
import type { Session } from './session';

export function experimentMemberHandlers(session: Session): Pick<Handlers<KernelMethods>, 'experiments.freeze'> {
  return {
    'experiments.freeze': async ({ arm, name }, call) => {
      const state = await session.write(async (connection) => {
        const rows = await armRows(session, connection, arm, call);
        return await freezeList(session, connection, { name, rows }, call.signal);
      });
      session.changed('lists', 'tables');
      return state;
    },
  };
}

/** Rows of the customers of an arm, ascending. @throws Fault as `withAssigned`; INVALID_REQUEST for a variant or metric that is none. */
async function armRows(
  session: Session,
  connection: SqlConnection,
  { spec, variant, level, outcome }: ExperimentArmAsked,
  call: CallContext,
): Promise<Uint32Array> {
  return await withAssigned({ session, connection, asked: spec, call }, (at) =>
    session.withResident(async () => {
      const { rows, starts, variants } = at.assigned;
      const arm = variants.indexOf(variant);
      if (arm < 0) throw unknownVariant(variant, variants, 'arm.variant');
      const isAtLevel = level === undefined ? () => true : await levelTest(at, level);
      const isOutcome = outcome ? await outcomeTest(at, outcome) : () => true;
      const [first, end] = [starts[arm] ?? 0, starts[arm + 1] ?? 0];
      return rows.subarray(first, end).filter((_, place) => isAtLevel(first + place) && isOutcome(first + place));
    }),
  );
}

type IsMember = (place: number) => boolean;

async function levelTest({ scope, spec, assigned }: AssignedCustomers, level: ExperimentArmAsked['level']): Promise<IsMember> {
  const by = await breakdownLevels(scope, spec, assigned.rows);
  const code = by?.levels.findIndex(({ value }) => value === level) ?? -1;
  return (place) => by?.levelOf[place] === code;
}

async function outcomeTest(
  at: AssignedCustomers,
  { metric: label, did }: NonNullable<ExperimentArmAsked['outcome']>,
): Promise<IsMember> {
  const { metrics } = at.spec;
  const place = metrics.findIndex((metric) => metric.label === label);
  const metric = metrics[place];
  if (!metric) {
    const hint = say('hint.metrics', { metrics: metrics.map((each) => each.label) });
    throw fault(
      'INVALID_REQUEST',
      'experiment.noMetric',
      { metric: quoted(label) },
      { hint, at: { path: 'arm.outcome.metric' } },
    );
  }
  const { values } = await metricValues(at, metric, place);
  return (customer) => (did ? isDone(values[customer]) : values[customer] === 0);
}

function isDone(value: number | undefined): boolean {
  return value !== undefined && !Number.isNaN(value) && value !== 0;
}
