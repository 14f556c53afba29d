import type { TableColumn } from '#shared/model/import';
import { copiedText } from '#shared/model/mask';
import type { QualityRule } from '#shared/model/quality';
import { errorOf, type Result } from '#shared/model/result';
import { MOST_COPIED_CELLS } from '#shared/model/rowView';
import { failure } from '#shared/rpc/method';
import { callKernel } from '../../../engine/kernel';
import { notifyError } from '../../../engine/notices';
import { pageRows } from '../../../engine/tablePage';

const ROWS_PER_READ = 1000;

/** A column with its place in the table. */
interface PlacedColumn {
  readonly column: TableColumn;
  readonly at: number;
}

/** Puts cells of rows that fail a rule on the clipboard, what is of persons masked. `rows` are the first and the last. */
export async function copyFailures(
  rule: QualityRule,
  columns: readonly PlacedColumn[],
  rows: readonly [number, number],
): Promise<void> {
  const result = await failingCells(rule, columns, rows);
  if (result.ok) await navigator.clipboard.writeText(result.value.join('\n'));
  else notifyError(result.error);
}

async function failingCells(
  { id, table }: QualityRule,
  columns: readonly PlacedColumn[],
  [first, last]: readonly [number, number],
): Promise<Result<string[]>> {
  const cells = (last - first + 1) * columns.length;
  if (cells > MOST_COPIED_CELLS) {
    const said = { cells, maximum: MOST_COPIED_CELLS };
    return failure(errorOf('INVALID_REQUEST', 'table.manyCells', said, { hint: 'hint.selectLess' }));
  }
  const masks = await callKernel('tables.masks', { table });
  if (!masks.ok) return masks;
  const kinds = columns.map(({ column }) => masks.value.find((mask) => mask.column === column.name)?.kind);
  const lines: string[] = [];
  for (let offset = first; offset <= last; offset += ROWS_PER_READ) {
    const limit = Math.min(ROWS_PER_READ, last - offset + 1);
    const page = await callKernel('quality.failures', { rule: id, offset, limit });
    if (!page.ok) return page;
    const read = pageRows(page.value);
    for (let row = 0; row < read.rowCount; row++) {
      const texts = columns.map(({ column, at }, index) =>
        copiedText(read.text(row, at), { isText: column.type === 'text', kind: kinds[index] }),
      );
      lines.push(texts.join('\t'));
    }
  }
  return { ok: true, value: lines };
}
