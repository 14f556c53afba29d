import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { dayBefore } from '#shared/model/calendar';
import type { DayRange } from '#shared/model/event';
import { type FunnelSide, MOST_SIDES } from '#shared/model/funnel';
import { inPlaces } from '../../../conditions/eventFilters';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { ManyPicker } from '../../../ui/ManyPicker';
import { Picker } from '../../../ui/Picker';
import { RangeFields } from '../../../ui/RangeFields';
import { SideName } from '../../../ui/SideName';
import { changeFunnel, useFunnelDraft } from './funnelDraft';
import './sides.css';

const KINDS = ['none', 'segments', 'ranges'] as const;
type Kind = (typeof KINDS)[number];

/** Stands for the customers that the whole funnel is of. */
const OWN = '';
const DAYS_APART = 30;

/** Whether segments or ranges of days stand side by side, and which. */
export function CompareFields({ asOf }: { readonly asOf: string }) {
  const t = useText('funnel');
  const sides = useFunnelDraft(({ history }) => history.present.compare);
  const kind = kindOf(sides);
  return (
    <>
      <Picker
        label={t('compare')}
        value={kind}
        options={KINDS.map((value) => ({ value, label: t(`compare.${value}`) }))}
        onChange={(chosen) => setSides(newSides(chosen, asOf))}
        testId="funnel-compare"
      />
      {sides && kind === 'segments' && <SegmentSides sides={sides} />}
      {sides && kind === 'ranges' && <RangeSides sides={sides} asOf={asOf} />}
    </>
  );
}

function kindOf(sides: readonly FunnelSide[] | undefined): Kind {
  if (!sides) return 'none';
  return sides.some(({ range }) => range) ? 'ranges' : 'segments';
}

function newSides(kind: Kind, asOf: string): FunnelSide[] | undefined {
  if (kind === 'none') return undefined;
  if (kind === 'segments') return [{}];
  const later = daysUpTo(asOf);
  return [{ range: before(later) }, { range: later }];
}

function daysUpTo(to: string): DayRange {
  return { from: dayBefore(to, { n: DAYS_APART - 1, unit: 'day' }), to };
}

/** As many days right before. */
function before({ from }: DayRange): DayRange {
  return daysUpTo(dayBefore(from, { n: 1, unit: 'day' }));
}

function setSides(sides: FunnelSide[] | undefined): void {
  changeFunnel(({ compare: _, ...draft }) => ({ ...draft, ...(sides ? { compare: sides } : {}) }));
}

function SegmentSides({ sides }: { readonly sides: readonly FunnelSide[] }) {
  const t = useText('funnel');
  const { data } = useKernel('segments.list', {}, { keep: true });
  const segments = (data ?? []).map(({ segment: { id, name } }) => ({ value: id, label: name }));
  return (
    <>
      <ManyPicker
        label={t('compare.segments')}
        className="fun-sides"
        placeholder={t('chooseSides')}
        most={MOST_SIDES}
        value={sides.map(({ who }) => (typeof who === 'string' ? who : OWN))}
        options={[{ value: OWN, label: t('ownCustomers') }, ...segments]}
        onChange={(chosen) => setSides(chosen.map((who) => (who === OWN ? {} : { who })))}
        testId="funnel-sides"
      />
      {sides.length < 2 && <span className="hx-faint">{t('chooseSides')}</span>}
    </>
  );
}

function RangeSides({ sides, asOf }: { readonly sides: readonly FunnelSide[]; readonly asOf: string }) {
  const t = useText('funnel');
  const rangeOf = ({ range }: FunnelSide) => range ?? daysUpTo(asOf);
  const earliest = sides.map(rangeOf).reduce((least, range) => (range.from < least.from ? range : least));
  return (
    <ul className="fun-range-sides" aria-label={t('compare.ranges')}>
      {inPlaces(sides).map(({ item, place }) => (
        <li key={place} className="hx-picker">
          <SideName place={place} name="" />
          <RangeFields
            range={rangeOf(item)}
            onChange={(range) => setSides(sides.with(place, { ...item, range }))}
            testId={`funnel-side-${place}`}
          />
          {sides.length > 2 && (
            <Button
              size="small"
              type="text"
              icon={<CloseOutlined />}
              aria-label={t('removeSide', { n: place + 1 })}
              onClick={() => setSides(sides.toSpliced(place, 1))}
            />
          )}
        </li>
      ))}
      {sides.length < MOST_SIDES && (
        <li>
          <Button
            size="small"
            type="link"
            icon={<PlusOutlined />}
            onClick={() => setSides([...sides, { range: before(earliest) }])}
            data-testid="funnel-add-side"
          >
            {t('addSide')}
          </Button>
        </li>
      )}
    </ul>
  );
}
