import type { BalanceChange, ChangeRule } from '#shared/model/balanceChange';
import type { EntityMap } from '#shared/model/entities';
import type { TableColumn } from '#shared/model/import';
import type { TableInfo } from '#shared/model/workspace';

export type ChangeKind = ChangeRule['kind'];

/** A column of balances, and what it may do. */
export interface BalanceColumn extends TableColumn {
  readonly table: string;
  readonly kinds: readonly ChangeKind[];
}

/** A change as it is filled in; every field is kept while the kind changes. */
export interface ChangeDraft {
  readonly balance: BalanceColumn;
  readonly kind: ChangeKind;
  readonly amount: number | null;
  readonly size: number | null;
  readonly isPercent: boolean;
  /** '' = any value. */
  readonly from: string;
  readonly to: string;
  /** Null until a name is typed. */
  readonly event: string | null;
}

const AMOUNT_KINDS: readonly ChangeKind[] = ['below', 'above', 'falls', 'rises'];
const KINDS: Readonly<Partial<Record<TableColumn['type'], readonly ChangeKind[]>>> = {
  number: AMOUNT_KINDS,
  integer: [...AMOUNT_KINDS, 'becomes'],
  text: ['becomes'],
  boolean: ['becomes'],
};

/** The columns of balances whose changes can be events, in the order of the map. */
export function balanceColumns({ balances }: Pick<EntityMap, 'balances'>, tables: readonly TableInfo[]): BalanceColumn[] {
  return balances.flatMap(({ table, props }) => {
    const columns = tables.find(({ name }) => name === table)?.columns ?? [];
    return props.flatMap((prop) => {
      const column = columns.find(({ name }) => name === prop);
      const kinds = column && KINDS[column.type];
      return column && kinds ? [{ ...column, table, kinds }] : [];
    });
  });
}

export function newDraft(balance: BalanceColumn): ChangeDraft {
  const [kind = 'below'] = balance.kinds;
  return { balance, kind, amount: null, size: null, isPercent: false, from: '', to: '', event: null };
}

/** Another column keeps the kind of change where it can. */
export function withBalance(draft: ChangeDraft, balance: BalanceColumn): ChangeDraft {
  const kind = balance.kinds.includes(draft.kind) ? draft.kind : (balance.kinds[0] ?? draft.kind);
  return { ...draft, balance, kind, from: '', to: '' };
}

/** A saved change as it is edited; null where its column is gone. */
export function draftOf({ event, table, column, change }: BalanceChange, columns: readonly BalanceColumn[]): ChangeDraft | null {
  const balance = columns.find((each) => each.table === table && each.name === column);
  if (!balance) return null;
  const draft = { ...newDraft(balance), kind: change.kind, event };
  if (change.kind === 'becomes') return { ...draft, from: change.from ?? '', to: change.to ?? '' };
  if (change.kind === 'below' || change.kind === 'above') return { ...draft, amount: change.amount };
  const isPercent = 'percent' in change.by;
  return { ...draft, isPercent, size: 'percent' in change.by ? change.by.percent : change.by.amount };
}

/** What a draft says of two values after each other; null while a number is missing. */
export function ruleOf({ kind, amount, size, isPercent, from, to }: ChangeDraft): ChangeRule | null {
  if (kind === 'becomes') return { kind, ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) };
  if (kind === 'below' || kind === 'above') return amount === null ? null : { kind, amount };
  if (size === null || size <= 0) return null;
  return { kind, by: isPercent ? { percent: size } : { amount: size } };
}

/** The change by the name that was typed, or by the one that is proposed; null while something is missing. */
export function changeOf(draft: ChangeDraft, proposed: string): BalanceChange | null {
  const change = ruleOf(draft);
  const event = draft.event === null ? proposed : draft.event.trim();
  if (change === null || event === '') return null;
  return { event, table: draft.balance.table, column: draft.balance.name, change };
}
