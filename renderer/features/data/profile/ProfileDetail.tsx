import { type ReactNode, useMemo } from 'react';
import { type ColumnProfile, QUANTILE_PERCENTS, type Spread, type TableProfile } from '#shared/model/profile';
import { useFormat, useText } from '../../../text';
import { Chart } from '../../../ui/Chart';
import { HelpTip } from '../../../ui/HelpTip';
import { nameWithUnit } from '../../../ui/nameWithUnit';
import { ColumnChangeView } from './ColumnChangeView';
import { DriftTag } from './DriftTag';
import { profileChart } from './profileChart';
import { deviationText, nullShare, spreadText } from './profileValues';
import { ShareBars } from './ShareBars';

const CHART_PX = 150;
const TOP_VALUES = 10;

interface ProfileDetailProps {
  readonly column: ColumnProfile;
  readonly profile: TableProfile;
  /** Whoever looks sees masks of it: what counts values or tells of their shape is not there. */
  readonly masked: boolean;
}

/** All that is known of one column. */
export function ProfileDetail({ column, profile, masked }: ProfileDetailProps) {
  const t = useText('profile');
  const common = useText('common');
  const { name, type, spread, text, values, examples, distinct, change } = column;
  const known = profile.rows - column.nulls;
  return (
    <section className="profile-card" aria-label={name} data-testid="profile-detail">
      <header className="profile-detail-head">
        <h2>{nameWithUnit(column)}</h2>
        <span className="hx-faint">{common(`type.${type}`)}</span>
        <DriftTag column={column} />
      </header>
      <Figures column={column} rows={profile.rows} />
      {masked ? (
        <p className="hx-secondary" data-testid="profile-masked">
          {t('masked')}
        </p>
      ) : null}
      {profile.former && !masked ? <ColumnChangeView change={change ?? null} column={column} profile={profile} /> : null}
      {spread ? <Histogram name={name} type={type} spread={spread} /> : null}
      {spread ? <Quantiles type={type} spread={spread} /> : null}
      {masked && values.length === 0 ? null : (
        <Part title={t('top')}>
          {values.length > 0 ? (
            <ShareBars
              bars={values.slice(0, TOP_VALUES).map(({ value, n }) => ({ name: value, n }))}
              total={known}
              label={t('top')}
            />
          ) : (
            <p className="hx-faint">{t(distinct === 0 ? 'noValues' : 'allUnique')}</p>
          )}
        </Part>
      )}
      {text ? (
        <Part title={t('patterns')} help={t('patternsHelp', { cjk: '字' })}>
          <ShareBars
            bars={text.patterns.map(({ pattern, n }) => ({ name: pattern, n }))}
            total={known}
            label={t('patterns')}
            mono
          />
        </Part>
      ) : null}
      {examples.length > 0 ? (
        <Part title={t('examples')}>
          <ul className="profile-examples">
            {examples.map((example) => (
              <li key={example}>{example}</li>
            ))}
          </ul>
        </Part>
      ) : null}
    </section>
  );
}

interface PartProps {
  readonly title: string;
  readonly help?: string;
  readonly children: ReactNode;
}

function Part({ title, help, children }: PartProps) {
  return (
    <div className="profile-part">
      <h3>
        {title}
        {help ? <HelpTip text={help} /> : null}
      </h3>
      {children}
    </div>
  );
}

function Figures({ column, rows }: { readonly column: ColumnProfile; readonly rows: number }) {
  const t = useText('profile');
  const format = useFormat();
  const { type, nulls, distinct, spread, text } = column;
  const days = (n: string) => t('days', { n });
  const ordered = (value: number | null) => (value === null ? '–' : spreadText(value, type, format));
  const figures: [string, string][] = [
    [t('rows'), format.exact(rows)],
    [t('nulls'), `${format.exact(nulls)} (${format.percent(nullShare(column, rows))})`],
    [t('distinct'), format.exact(distinct)],
  ];
  if (spread)
    figures.push(
      [t('min'), ordered(spread.min)],
      [t('mean'), ordered(spread.mean)],
      [t('max'), ordered(spread.max)],
      [t('deviation'), spread.deviation === null ? '–' : deviationText(spread.deviation, type, format, days)],
    );
  if (text)
    figures.push(
      [t('lengths'), text.shortest === text.longest ? String(text.longest) : `${text.shortest} – ${text.longest}`],
      [t('blank'), format.exact(text.blank)],
    );
  return (
    <dl className="profile-figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="hx-tabular">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface SpreadProps {
  readonly type: ColumnProfile['type'];
  readonly spread: Spread;
}

function Histogram({ name, type, spread }: SpreadProps & { readonly name: string }) {
  const t = useText('profile');
  const common = useText('common');
  const format = useFormat();
  const option = useMemo(
    () => profileChart(spread, { ...format, rows: common('rows'), edge: (value) => spreadText(value, type, format) }),
    [spread, type, format, common],
  );
  return <Chart option={option} height={CHART_PX} label={t('distributionOf', { name })} />;
}

function Quantiles({ type, spread }: SpreadProps) {
  const t = useText('profile');
  const format = useFormat();
  return (
    <Part title={t('quantiles')} help={t('quantilesHelp')}>
      <dl className="profile-quantiles">
        {QUANTILE_PERCENTS.map((percent, at) => (
          <div key={percent}>
            <dt>{`P${percent}`}</dt>
            <dd className="hx-tabular">{spreadText(spread.quantiles[at] ?? spread.max, type, format)}</dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}
