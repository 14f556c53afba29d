import type { ExperimentSpec } from '../model/experiment';
import { experimentSpecSchema } from '../model/experiment';
import type { BaselineAnswer, BaselineSpec } from '../model/experimentSource';
import type { CallContext } from '../rpc/method';
import { meanOfArm } from '../stats/experiment/arm';
import { checkExperiment, eventConditions, tagsNamed } from './checkExperiment';
import { withMembers } from './evaluate';
import { neededIndex } from './eventIndex';
import { metricValues } from './experimentMetrics';
import type { SqlConnection } from './ports';
import { restsOn } from './restsOn';
import type { Session } from './session';
import { subjectOf } from './subject';
import { definitionOf, readBy, readVocabulary } from './vocabulary';

/** A metric of customers whom nobody drew. @throws Fault as `checkExperiment`, UNKNOWN_SEGMENT, OUT_OF_MEMORY, CANCELLED. */
export async function computeBaseline(
  session: Session,
  connection: SqlConnection,
  { who, metric, range }: BaselineSpec,
  call: CallContext,
): Promise<BaselineAnswer> {
  const spec = asExperiment({ metric, range: range ?? { from: FIRST_DAY, to: session.customers.asOf } });
  const subject = await subjectOf(connection, who);
  const rules = [subject.who, ...eventConditions(spec)];
  const vocabulary = await readVocabulary(session, connection, rules, call.signal);
  checkExperiment(spec, vocabulary);
  const scope = { session, connection, vocabulary, signal: call.signal };
  const indexed = eventConditions(spec).length > 0 ? await neededIndex(session, connection, call.signal) : null;
  return await withMembers(session, connection, subject, call.signal, async (members) => {
    const rows = Uint32Array.from(members.rows());
    const assigned = { ...NOBODY_DREW, rows, starts: [0, rows.length] };
    const { values } = await session.withResident(() => metricValues({ scope, spec, assigned, indexed }, metric, 0));
    const known = values.filter((value) => !Number.isNaN(value));
    const { mean, sd } = meanOfArm({ values: known });
    const read = readBy(rules, vocabulary);
    return {
      n: known.length,
      unknown: values.length - known.length,
      value: mean,
      sd,
      restsOn: await restsOn(session, connection, {
        definition: { metric, range, who: definitionOf(subject.who, vocabulary) },
        read: { tags: [...read.tags, ...tagsNamed(spec, vocabulary)], tables: read.tables },
        base: { name: subject.name, n: rows.length },
      }),
    };
  });
}

const FIRST_DAY = '0001-01-01';
const NOBODY_DREW = { times: null, costs: null, variants: ['all'], crossovers: 0, otherArms: 0, gone: 0 };

/** A metric is checked and read as that of an experiment. */
function asExperiment({ metric, range }: Required<Pick<BaselineSpec, 'metric' | 'range'>>): ExperimentSpec {
  return { ...experimentSpecSchema.parse({ campaign: 'all', control: 'all', metrics: [metric] }), range };
}
