import type { ColumnType } from '../model/import';
import type { MaskKind } from '../model/mask';
import type { ColumnMask } from '../model/rowView';
import { tryMasksSql } from '../sql/maskSql';
import type { SqlConnection } from './ports';
import { type Cell, records } from './table';

/** Cells that are looked at. */
export const TRIED_CELLS = 1000;
/** Share of them that makes a column one of a kind: one digit string in ten has the check digit of a card by chance. */
const ENOUGH = 0.3;
/** For values alone to say that they are names, whatever the column is called. */
const NEARLY_ALL = 0.8;

const NAME_OF_NAMES = /姓名|名字|户名|客户名|联系人|经办人|法人|持卡人|借款人|(^|[_\s.-])name$|Name$/i;
const NAME_OF_PERSONS = /^(full|first|last|given|family|customer|client|contact|holder|owner)[_\s-]?name$|^surname$/i;
const NAME_OF_ADDRESSES = /地址|住址|住所|address$/i;

interface TriedColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** What it is called in the relation, where that is not its name. */
  readonly cell?: string;
}

/** The columns of a relation whose cells are of persons, as their first cells and their names say. */
export async function columnMasks(
  connection: SqlConnection,
  relation: string,
  columns: readonly TriedColumn[],
  signal: AbortSignal,
): Promise<ColumnMask[]> {
  const masks: ColumnMask[] = [];
  for (const { name, type, cell = name } of columns) {
    if (type !== 'text' && type !== 'integer') continue;
    const tried = records(await connection.query(tryMasksSql(relation, cell, TRIED_CELLS), [], signal))[0] ?? {};
    const kind = kindOf(name, tried);
    if (kind) masks.push({ column: name, kind });
  }
  return masks;
}

function kindOf(name: string, tried: Record<string, Cell>): MaskKind | undefined {
  const known = Number(tried.known);
  const share = (kind: string) => (known === 0 ? 0 : Number(tried[kind]) / known);
  const likely = (['residentId', 'mobile', 'bankCard', 'email'] as const).find((kind) => share(kind) >= ENOUGH);
  if (likely) return likely;
  if (known > 0 && NAME_OF_ADDRESSES.test(name)) return 'address';
  const areNames = NAME_OF_NAMES.test(name) && share('surname') + share('spelled') >= ENOUGH;
  const arePersons = NAME_OF_PERSONS.test(name) && share('latin') + share('han') >= ENOUGH;
  return areNames || arePersons || share('surname') >= NEARLY_ALL ? 'name' : undefined;
}
