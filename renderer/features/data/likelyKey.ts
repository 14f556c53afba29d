import type { ColumnType } from '#shared/model/import';

const KEY_NAME = /(^|[_\s.-])(id|no|key|code|number)$|^(id|no)([_\s.-]|$)|Id$|ID$|编号|客户号|证件号|账号|卡号|代码/;
const CUSTOMER_NAME = /cust|client|客户|user|member/i;

interface Named {
  readonly name: string;
  readonly type: ColumnType;
}

/** The column that most likely names the customer, going by its name; undefined when none does. */
export function likelyKey(columns: readonly Named[]): string | undefined {
  const candidates = columns.filter(({ name, type }) => KEY_NAME.test(name) && (type === 'text' || type === 'integer'));
  return (candidates.find(({ name }) => CUSTOMER_NAME.test(name)) ?? candidates[0])?.name;
}
