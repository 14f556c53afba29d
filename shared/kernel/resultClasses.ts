import { highestClass, type ResultClass } from '../model/classification';
import { listAudiences } from './audiences';
import { personColumns } from './personColumns';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { membershipClass } from './tagClasses';

/** Of every segment, which is a rule, and of every list and audience, which keep the keys of customers too. */
export async function resultClasses(session: Session, connection: SqlConnection, signal: AbortSignal): Promise<ResultClass[]> {
  const { classes, inputs, keyClass } = await personColumns(session, connection, signal);
  const { segments, lists, columnClass } = inputs;
  const audiences = await listAudiences(connection);
  return [
    ...Array.from(segments.values(), ({ id, name, ...who }): ResultClass => {
      return { kind: 'segment', id, name, dataClass: membershipClass(who, inputs, classes) };
    }),
    ...Array.from(lists.values(), ({ id, name, table, key }): ResultClass => {
      return { kind: 'list', id, name, dataClass: highestClass([keyClass, columnClass(table, key) ?? 'C1']) };
    }),
    ...audiences.map(({ id, name, segment }): ResultClass => {
      return { kind: 'audience', id, name, dataClass: highestClass([keyClass, membershipClass(segment, inputs, classes)]) };
    }),
  ];
}
