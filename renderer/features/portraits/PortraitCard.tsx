import { Button, Tooltip } from 'antd';
import { useMemo, useState } from 'react';
import type { PortraitTag } from '#shared/model/answers';
import { useFormat, useText } from '../../text';
import { Chart } from '../../ui/Chart';
import { useNearView } from '../../ui/nearView';
import { pickMark } from './marks';
import { PortraitTable } from './PortraitTable';
import { CHART_MARGIN_PIXELS, portraitChart, ROW_PIXELS } from './portraitChart';
import { usePortraitLook } from './portraitLook';
import { isInsufficient, pText } from './portraitValues';

const FIRST_VALUES = 12;

/** How many of a tag's values a card shows at first. */
export function shownValues(n: number): number {
  return Math.min(n, FIRST_VALUES);
}

/** One tag: how much it tells the two apart, its values as bars, its numbers as a table. */
export function PortraitCard({ tag }: { readonly tag: PortraitTag }) {
  const t = useText('portraits');
  const look = usePortraitLook();
  const [all, setAll] = useState(false);
  const [box, near] = useNearView();
  const values = useMemo(() => (all ? tag.values : tag.values.slice(0, FIRST_VALUES)), [tag, all]);
  const option = useMemo(() => portraitChart(values, look), [values, look]);
  const height = values.length * ROW_PIXELS + CHART_MARGIN_PIXELS;
  return (
    <article className="por-card" aria-label={tag.name} ref={box} data-testid={`portrait-tag-${tag.tag}`}>
      <header className="por-card-head">
        <h3>{tag.name}</h3>
        <Difference tag={tag} />
      </header>
      <Coverage tag={tag} />
      {near ? (
        <Chart
          option={option}
          height={height}
          label={t('chartLabel', { name: tag.name })}
          onRow={(row, at) => {
            const value = values[row];
            if (value) pickMark({ tag, value }, at);
          }}
          table={<PortraitTable rows={tag.values.map((value) => ({ tag, value }))} />}
        />
      ) : (
        <div style={{ height }} />
      )}
      <footer className="por-card-foot hx-faint">
        {tag.values.length > FIRST_VALUES && (
          <Button type="link" size="small" onClick={() => setAll(!all)}>
            {all ? t('showFewer', { n: FIRST_VALUES }) : t('showAll', { n: tag.values.length })}
          </Button>
        )}
        {tag.hiddenValues > 0 && t('hidden', { n: tag.hiddenValues })}
      </footer>
    </article>
  );
}

function Difference({ tag: { difference } }: { readonly tag: PortraitTag }) {
  const t = useText('portraits');
  const format = useFormat();
  if (isInsufficient(difference)) {
    return (
      <span className="hx-faint">
        {t('differenceWeak', { found: format.exact(difference.found), needed: format.exact(difference.needed) })}
      </span>
    );
  }
  const { measure, value, strength, pAdjusted } = difference;
  return (
    <Tooltip title={t(`differenceHelp.${measure}`, { p: pText(pAdjusted) })}>
      <span className="por-difference" data-testid="portrait-difference" data-value={value} data-strength={strength}>
        {t('difference')}
        <span className="por-difference-bar" aria-hidden>
          <span style={{ width: `${strength * 100}%` }} />
        </span>
        <strong className="hx-tabular">
          {measure === 'smd' ? 'd' : 'V'} = {format.decimal(value, 3)}
        </strong>
      </span>
    </Tooltip>
  );
}

function Coverage({ tag: { coverage, known } }: { readonly tag: PortraitTag }) {
  const t = useText('portraits');
  const format = useFormat();
  const unknown = (n: number, share: number) => (share === 0 ? 0 : Math.round(n / share) - n);
  return (
    <div className="por-coverage hx-faint">
      <span>
        {t('known', {
          segment: format.exact(known.segment),
          base: format.exact(known.base),
          unknown: format.exact(unknown(known.segment, coverage.segment)),
          baseUnknown: format.exact(unknown(known.base, coverage.base)),
        })}
      </span>
      <span>{t('coverage', { segment: format.percent(coverage.segment), base: format.percent(coverage.base) })}</span>
    </div>
  );
}
