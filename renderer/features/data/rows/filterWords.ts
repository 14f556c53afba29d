import type { ColumnType } from '#shared/model/import';
import type { ColumnFilter, FilterOperator } from '#shared/model/rowView';
import { tagTypeOf } from '#shared/model/tag';
import { useText } from '../../../text';

/** An operator as rules name it. */
export function useOperatorText(): (op: FilterOperator, type: ColumnType) => string {
  const t = useText('segments');
  return (op, type) => {
    const compares = op === 'lt' || op === 'lte' || op === 'gt' || op === 'gte';
    return tagTypeOf(type) === 'date' && compares ? t(`op.date.${op}`) : t(`op.${op}`);
  };
}

const SHOWN_VALUES = 3;

/** A filter in a few words: `city is one of A, B, …`. */
export function useFilterText(): (filter: ColumnFilter, type: ColumnType) => string {
  const common = useText('common');
  const operatorText = useOperatorText();
  return ({ column, op, values }, type) => {
    const words = values
      .slice(0, SHOWN_VALUES)
      .map((value) => (typeof value === 'boolean' ? common(value ? 'yes' : 'no') : String(value)));
    const joined = op === 'between' ? words.join(' – ') : words.join(common('listJoin'));
    const rest = values.length > SHOWN_VALUES ? '…' : '';
    return [column, operatorText(op, type), `${joined}${rest}`].filter((part) => part !== '').join(' ');
  };
}
