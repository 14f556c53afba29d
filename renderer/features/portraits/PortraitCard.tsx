import { Button, Tooltip } from 'antd';
import { useMemo, useState } from 'react';
import type { PortraitDifference, PortraitTag } from '#shared/model/answers';
import { isInsufficient } from '#shared/model/findings';
import type { Picture } from '#shared/model/portraitTemplate';
import { pText } from '#shared/report/pText';
import { useFormat, useText } from '../../text';
import { Chart } from '../../ui/Chart';
import { useNearView } from '../../ui/nearView';
import { PinButton } from '../../ui/PinButton';
import { pickMark } from './marks';
import { PictureMenu } from './PictureMenu';
import { PortraitTable } from './PortraitTable';
import { CHART_MARGIN_PIXELS, portraitChart, ROW_PIXELS } from './portraitChart';
import { usePortraitLook } from './portraitLook';
import { SaysTheSame } from './SaysTheSame';
import { useAskedPortrait } from './views/askedPortrait';
import { CalendarPicture } from './views/CalendarPicture';
import { CityPicture } from './views/CityPicture';
import { MapPicture } from './views/MapPicture';
import { NumberPicture } from './views/NumberPicture';
import { PictureSwitch } from './views/PictureSwitch';
import { pictureHeight, picturesOf } from './views/pictures';
import { choosePicture, useViewOptions } from './views/viewOptions';

const FIRST_VALUES = 12;

interface PortraitCardProps {
  readonly tag: PortraitTag;
  /** Tags that say the same, folded away under this one. */
  readonly repeats?: readonly PortraitTag[] | undefined;
  /** On a board, with this picture; the board says the name. */
  readonly onBoard?: Picture | 'first';
}

/** One tag: how much it tells the two apart, its values as a picture, its numbers as a table. */
export function PortraitCard({ tag, repeats = [], onBoard }: PortraitCardProps) {
  const pictures = useMemo(() => picturesOf(tag), [tag]);
  const spec = useAskedPortrait();
  const chosen = useViewOptions((options) => options.pictures[tag.tag]);
  const wanted = onBoard ?? chosen;
  const picture = pictures.find((each) => each === wanted) ?? pictures[0] ?? 'bars';
  const [box, near] = useNearView();
  const t = useText('portraits');
  return (
    <article className="por-card" aria-label={tag.name} ref={box} data-testid={`portrait-tag-${tag.tag}`}>
      <header className="por-card-head">
        {!onBoard && <h3>{tag.name}</h3>}
        <span className="por-card-tools">
          {onBoard && tag.setByRule && <span className="por-set-by-rule">{t('isSetByRule')}</span>}
          <Difference tag={tag} />
          {!onBoard && (
            <>
              <PinButton
                name={tag.name}
                pinned={() => ({ kind: 'portraitTag', spec, tag: tag.tag, picture })}
                testId={`portrait-pin-${tag.tag}`}
              />
              <PictureMenu picture={{ kind: 'tag', tag: tag.tag }} name={tag.name} />
            </>
          )}
        </span>
      </header>
      <Coverage tag={tag} />
      {!onBoard && (
        <PictureSwitch name={tag.name} pictures={pictures} value={picture} onChange={(next) => choosePicture(tag.tag, next)} />
      )}
      {near ? <TagPicture tag={tag} picture={picture} /> : <div style={{ height: pictureHeight(tag, barsHeight(tag)) }} />}
      {repeats.length > 0 && (
        <SaysTheSame tag={tag.tag} repeats={repeats}>
          {repeats.map((repeat) => (
            <PortraitCard key={repeat.tag} tag={repeat} />
          ))}
        </SaysTheSame>
      )}
    </article>
  );
}

/** Pixels of the bars that a card shows at first. */
export function barsHeight({ values }: Pick<PortraitTag, 'values'>): number {
  return Math.min(values.length, FIRST_VALUES) * ROW_PIXELS + CHART_MARGIN_PIXELS;
}

function TagPicture({ tag, picture }: { readonly tag: PortraitTag; readonly picture: Picture }) {
  if (picture === 'distribution' && tag.number) return <NumberPicture tag={tag} number={tag.number} />;
  if (picture === 'calendar') return <CalendarPicture tag={tag} />;
  if (picture === 'map') return <MapPicture tag={tag} />;
  if (picture === 'cities') return <CityPicture tag={tag} />;
  return <Bars tag={tag} />;
}

function Bars({ tag }: { readonly tag: PortraitTag }) {
  const t = useText('portraits');
  const look = usePortraitLook();
  const [all, setAll] = useState(false);
  const values = useMemo(() => (all ? tag.values : tag.values.slice(0, FIRST_VALUES)), [tag, all]);
  const option = useMemo(() => portraitChart(values, look), [values, look]);
  return (
    <>
      <Chart
        option={option}
        height={values.length * ROW_PIXELS + CHART_MARGIN_PIXELS}
        label={t('chartLabel', { name: tag.name })}
        onRow={(row, at) => {
          const value = values[row];
          if (value) pickMark({ tag, value }, at);
        }}
        table={<PortraitTable rows={tag.values.map((value) => ({ tag, value }))} />}
      />
      <footer className="por-card-foot hx-faint">
        {tag.values.length > FIRST_VALUES && (
          <Button type="link" size="small" onClick={() => setAll(!all)}>
            {all ? t('showFewer', { n: FIRST_VALUES }) : t('showAll', { n: tag.values.length })}
          </Button>
        )}
        {tag.hiddenValues > 0 && t('hidden', { n: tag.hiddenValues })}
      </footer>
    </>
  );
}

function Difference({ tag: { difference } }: { readonly tag: PortraitTag }) {
  const t = useText('portraits');
  const format = useFormat();
  const testsText = ({ chiSquare, df, p, g, gP }: Extract<PortraitDifference, { measure: 'cramersV' }>) =>
    t('differenceTests', {
      chiSquare: format.decimal(chiSquare, 2),
      df: format.exact(df),
      p: pText(p),
      g: format.decimal(g, 2),
      gP: pText(gP),
    });
  if (isInsufficient(difference)) {
    return (
      <span className="hx-faint">
        {t('differenceWeak', { found: format.exact(difference.found), needed: format.exact(difference.needed) })}
      </span>
    );
  }
  const { measure, value, strength, pAdjusted } = difference;
  const help = t(`differenceHelp.${measure}`, { p: pText(pAdjusted) });
  return (
    <Tooltip title={measure === 'cramersV' ? `${help} ${testsText(difference)}` : help}>
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
