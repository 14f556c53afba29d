import { Button, Checkbox } from 'antd';
import { useEffect, useState } from 'react';
import type { CopiedCells } from '#shared/model/rowView';
import { useKernel } from '../../../engine/kernel';
import { type Format, useFormat, useText } from '../../../text';
import { type SelectionFigures, selectionFigures } from './selectionFigures';
import type { useCopyRange } from './useCopyRange';
import type { RowsState } from './useRowsState';

interface SelectionBarProps {
  readonly state: RowsState;
  readonly copying: ReturnType<typeof useCopyRange>;
}

const RESTING_MS = 150;

/** What is selected, in figures, and the way to copy it. */
export function SelectionBar({ state, copying }: SelectionBarProps) {
  const t = useText('grid');
  const { rows, layout, change } = state;
  const texts = useSelectionTexts(state);
  if (!rows.first.data || rows.total === 0) return <div className="rows-selection" />;
  return (
    <div className="rows-selection">
      <span className="hx-tabular rows-figures" role="status" aria-label={t('statusOf')} data-testid="selection">
        {texts.map((text) => (
          <span key={text}>{text}</span>
        ))}
      </span>
      <span className="hx-secondary hx-ellipsis" role="status" data-testid="copied">
        {copying.copied ? <Copied copied={copying.copied} /> : null}
      </span>
      <Checkbox
        checked={layout.names}
        onChange={({ target }) => change((each) => ({ ...each, names: target.checked }))}
        data-testid="copy-names"
      >
        {t('withNames')}
      </Checkbox>
      <Button size="small" loading={copying.busy} onClick={copying.copy} data-testid="copy-selection">
        {t('copySelection')}
      </Button>
    </div>
  );
}

function Copied({ copied: { cells, masked } }: { readonly copied: CopiedCells }) {
  const t = useText('grid');
  const common = useText('common');
  const format = useFormat();
  const n = format.exact(cells);
  if (masked.length === 0) return t('copied', { n });
  return t('copiedMasked', { n, columns: masked.map(({ column }) => column).join(common('listJoin')) });
}

/** How many cells, and of more than one what they come to, once that is known. */
function useSelectionTexts({ rows: { source, first }, range }: RowsState): string[] {
  const t = useText('grid');
  const format = useFormat();
  const rested = useRested(range);
  const cells = (range.rows[1] - range.rows[0] + 1) * range.columns.length;
  const enabled = cells > 1 && rested === range && first.data !== undefined;
  const { data } = useKernel('tables.summary', { ...source, range: rested }, { enabled, background: true });
  const figures: Partial<SelectionFigures> = enabled && data ? selectionFigures(data) : {};
  const texts = Object.entries<string | number>(figures).map(([key, value]) =>
    t(key as keyof SelectionFigures, { n: typeof value === 'string' ? value : figureText(value, format) }),
  );
  return [t('selected', { n: format.exact(cells) }), ...texts];
}

const MOST_DECIMALS = 4;

function figureText(value: number, format: Format): string {
  if (Number.isInteger(value)) return format.exact(value);
  return format.decimal(value, MOST_DECIMALS).replace(/0+$/, '');
}

/** While a selection grows under the mouse, only where it rests is summed up. */
function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), RESTING_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
