import { BulbOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { Cleaning, SpellingSuggestion, StepOf } from '#shared/model/cleaning';
import type { HuaxiangError } from '#shared/model/result';
import { useKernelAction } from '../../../engine/kernel';
import { useFormat, useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';

type Pairs = StepOf<'map'>['values'];

interface MapValuesProps {
  readonly column: string | undefined;
  readonly pairs: Pairs;
  readonly before: Cleaning;
  readonly onChange: (pairs: Pairs) => void;
}

/** Values and what they become; near spellings are found in the data and taken one by one. */
export function MapValues({ column, pairs, before, onChange }: MapValuesProps) {
  const t = useText('cleaningForm');
  const put = (index: number, pair: Pairs[number]) => onChange(pairs.map((each, at) => (at === index ? pair : each)));
  return (
    <div className="hx-map">
      {pairs.map(({ from, to }, index) => (
        <div className="hx-map-pair" key={placeKey(index)}>
          <Input
            value={from}
            aria-label={t('from')}
            placeholder={t('from')}
            onChange={({ target }) => put(index, { from: target.value, to })}
          />
          <span aria-hidden>→</span>
          <Input
            value={to ?? ''}
            disabled={to === null}
            aria-label={t('to')}
            placeholder={t('to')}
            onChange={({ target }) => put(index, { from, to: target.value })}
          />
          <Checkbox checked={to === null} onChange={({ target }) => put(index, { from, to: target.checked ? null : '' })}>
            {t('toUnknown')}
          </Checkbox>
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('removePair', { value: from })}
            onClick={() => onChange(pairs.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <div className="hx-map-actions">
        <Button
          size="small"
          icon={<PlusOutlined />}
          onClick={() => onChange([...pairs, { from: '', to: '' }])}
          data-testid="map-add"
        >
          {t('addPair')}
        </Button>
        {column === undefined ? null : (
          <Spellings key={column} column={column} pairs={pairs} before={before} onChange={onChange} />
        )}
      </div>
    </div>
  );
}

/** A pair has nothing but its place that stays while it is typed. */
function placeKey(index: number): string {
  return `pair-${index}`;
}

function Spellings({ column, pairs, before, onChange }: MapValuesProps & { readonly column: string }) {
  const t = useText('cleaningForm');
  const [found, setFound] = useState<readonly SpellingSuggestion[]>();
  const [error, setError] = useState<HuaxiangError>();
  const { run, busy } = useKernelAction('cleanings.spellings');
  const look = async () => {
    const result = await run({ cleaning: before, step: before.steps.length, column });
    setError(result.ok ? undefined : result.error);
    if (result.ok) setFound(result.value);
  };
  const open = found?.filter(({ from }) => !pairs.some((pair) => pair.from === from));
  return (
    <>
      <Button size="small" icon={<BulbOutlined />} loading={busy} onClick={() => void look()} data-testid="map-suggest">
        {t('suggest')}
      </Button>
      {error ? <ErrorNotice error={error} /> : null}
      {found?.length === 0 ? <span className="hx-faint">{t('noSpellings')}</span> : null}
      {open && open.length > 0 ? (
        <ul className="hx-spellings">
          {open.map((each) => (
            <Spelling key={each.from} spelling={each} onTake={() => onChange([...pairs, { from: each.from, to: each.to }])} />
          ))}
        </ul>
      ) : null}
    </>
  );
}

function Spelling({ spelling, onTake }: { readonly spelling: SpellingSuggestion; readonly onTake: () => void }) {
  const t = useText('cleaningForm');
  const format = useFormat();
  const { from, to, why, fromRows, toRows } = spelling;
  return (
    <li>
      <span className="hx-cell-text">{from}</span>
      <span aria-hidden>→</span>
      <span className="hx-cell-text">{to}</span>
      <span className="hx-faint">
        {t(`why.${why}`)} · {t('suggestionRows', { from: format.exact(fromRows), to: format.exact(toRows) })}
      </span>
      <Button size="small" type="link" onClick={onTake}>
        {t('take')}
      </Button>
    </li>
  );
}
