import { Tooltip } from 'antd';
import type { CountBlock } from '#shared/model/answers';
import { useFormat, useText } from '../../text';
import { NumberText } from '../../ui/NumberText';
import { useEditorState } from './openEditors';
import { isSwitchedOff } from './ruleTree';
import { useSegmentContext } from './segmentContext';

interface RowCountsProps {
  readonly id: string;
  readonly path: string;
  /** The number alone says it all: the outermost group. */
  readonly quiet?: boolean;
}

/** A block's live numbers: how many it leaves, how many it finds alone, for how many it cannot be said. */
export function RowCounts({ id, path, quiet = false }: RowCountsProps) {
  const t = useText('segments');
  const { count } = useSegmentContext();
  const block = count.blocks.get(id);
  const place = `rule-count-${path === '' ? 'root' : path}`;
  const isOff = useEditorState(({ history }) => isSwitchedOff(history.present.root, id));
  if (isOff) {
    return (
      <span className="hx-faint" data-testid={place} data-state="off">
        {t('switchedOff')}
      </span>
    );
  }
  if (count.incomplete.has(id)) {
    return (
      <Tooltip title={t('incompleteHint')}>
        <span className="seg-incomplete" data-testid={place} data-state="incomplete">
          {t('incomplete')}
        </span>
      </Tooltip>
    );
  }
  return (
    <span
      className="seg-counts"
      data-testid={place}
      data-state={count.stale ? 'stale' : 'fresh'}
      data-alone={block?.alone}
      data-cumulative={block?.cumulative}
      data-unknown={block?.unknown}
    >
      {block ? <Numbers block={block} base={count.answer?.base ?? 0} quiet={quiet} /> : <span className="hx-faint">…</span>}
    </span>
  );
}

function Numbers({ block, base, quiet }: { readonly block: CountBlock; readonly base: number; readonly quiet: boolean }) {
  const t = useText('segments');
  const format = useFormat();
  const { alone, cumulative, unknown } = block;
  const spoken = t('blockCounts', {
    alone: format.exact(alone),
    cumulative: format.exact(cumulative),
    unknown: format.exact(unknown),
  });
  return (
    <>
      <span className="hx-visually-hidden">{spoken}</span>
      <span className="seg-numbers" aria-hidden>
        {!quiet && unknown > 0 && <Figure name={t('unknown')} help={t('unknownHelp')} value={unknown} faint />}
        {!quiet && <Figure name={t('alone')} help={t('aloneHelp')} value={alone} share={base === 0 ? 0 : alone / base} faint />}
        <Figure name={t('cumulative')} help={t('cumulativeHelp')} value={cumulative} share={base === 0 ? 0 : cumulative / base} />
      </span>
    </>
  );
}

/** A change of a rule is seen in the last digits, so only numbers too long for the row are shortened. */
const LONGEST_EXACT = 1_000_000;

interface FigureProps {
  readonly name: string;
  readonly help: string;
  readonly value: number;
  readonly share?: number;
  readonly faint?: boolean;
}

function Figure({ name, help, value, share, faint = false }: FigureProps) {
  const format = useFormat();
  const exact = format.exact(value);
  return (
    <Tooltip title={`${help}: ${exact}${share === undefined ? '' : ` (${format.percent(share, 2)})`}`}>
      <span className="seg-figure" data-faint={faint}>
        <span className="seg-figure-name">{name}</span>
        <NumberText value={value} kind={value < LONGEST_EXACT ? 'exact' : 'count'} />
        {share === undefined ? null : (
          <span className="seg-figure-bar">
            <span style={{ width: `${Math.min(1, share) * 100}%` }} />
          </span>
        )}
      </span>
    </Tooltip>
  );
}
