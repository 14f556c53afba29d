import type { FieldStanding, ShownValue } from '../model/customer';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { tagAtSql } from '../sql/explainSql';
import { appendAudit } from './audit';
import { customerKeys, findCustomer } from './customerAt';
import { clearTag, shownKey } from './customerMasks';
import { standingOf } from './customerStanding';
import { personColumns } from './personColumns';
import type { Session } from './session';
import { records } from './table';
import { isCached } from './tagColumns';
import { tagLibrary, unknownTag } from './tags';

/** The value is read in the transaction that writes the entry, so nobody sees one without an entry. */
export function unmaskCustomerHandlers(session: Session): Pick<Handlers<KernelMethods>, 'customers.unmask'> {
  return {
    'customers.unmask': async ({ customer, field, reason }, { signal }) => {
      const answer = await session.write(async (connection): Promise<ShownValue & { standing?: FieldStanding }> => {
        const { key, row } = await findCustomer(session, connection, customer);
        const tag = (await tagLibrary(session, connection)).get(field) ?? unknownTag(field, 'field', null);
        const persons = await personColumns(session, connection, signal);
        const keyColumn = (await customerKeys(connection))?.key ?? null;
        await appendAudit(connection, session.ports, {
          action: 'customer.unmask',
          detail: { customer: shownKey(key, keyColumn, persons), row, dataVersion: session.open.dataVersion, field, reason },
        });
        const value = records(await connection.query(tagAtSql(session.customers.rowColumn, field, row), [], signal))[0]?.value;
        const isCategory = tag.type === 'category' || tag.type === 'boolean';
        const standing = isCategory && isCached(tag) ? await standingOf(session, connection, tag, row, signal) : null;
        return { ...clearTag(tag, value ?? null), ...(standing ? { standing } : {}) };
      });
      session.changed('audit');
      return answer;
    },
  };
}
