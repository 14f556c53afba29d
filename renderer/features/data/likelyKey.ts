import type { ColumnType } from '#shared/model/import';
import { looksLikeKey } from '#shared/model/keyName';

const CUSTOMER_NAME = /cust|client|客户|user|member/i;

interface Named {
  readonly name: string;
  readonly type: ColumnType;
}

/** The column that most likely names the customer, going by its name; undefined when none does. */
export function likelyKey(columns: readonly Named[]): string | undefined {
  const candidates = columns.filter(({ name, type }) => looksLikeKey(name) && (type === 'text' || type === 'integer'));
  return (candidates.find(({ name }) => CUSTOMER_NAME.test(name)) ?? candidates[0])?.name;
}
