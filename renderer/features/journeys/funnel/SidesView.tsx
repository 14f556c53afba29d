import { useMemo } from 'react';
import type { FunnelAnswer, FunnelSideAnswer, FunnelSpec } from '#shared/model/funnel';
import { type Translate, useFormat, useText } from '../../../text';
import { Chart } from '../../../ui/Chart';
import { useLook } from '../../../ui/look';
import { paletteOf } from '../../../ui/palette';
import { letterOf, useSideColors } from '../../../ui/sides';
import type { PickedMark } from './MarkMenu';
import { SidesTable } from './SidesTable';
import { sidesChart } from './sidesChart';
import './sides.css';

const HEIGHT = 280;

interface SidesViewProps {
  readonly answer: FunnelAnswer & { readonly sides: readonly FunnelSideAnswer[] };
  readonly spec: FunnelSpec;
  /** Null: numbers are read only. */
  readonly onPick: ((mark: PickedMark) => void) | null;
}

/** The same funnel of several customers or days: bars side by side, and every number of each against the first. */
export function SidesView({ answer: { sides, steps, counted }, spec, onPick }: SidesViewProps) {
  const t = useText('funnel');
  const format = useFormat();
  const colors = useSideColors();
  const dark = useLook((look) => look.dark);
  const names = useMemo(() => sides.map((side) => sideName(side, spec, t)), [sides, spec, t]);
  const stepNames = useMemo(
    () => steps.map(({ label }, place) => (spec.order === 'any' ? t('kthStep', { n: place + 1 }) : `${place + 1}. ${label}`)),
    [steps, spec.order, t],
  );
  const option = useMemo(
    () =>
      sidesChart(sides, {
        colors,
        names: names.map((name, place) => `${letterOf(place)} ${name}`),
        steps: stepNames,
        text: paletteOf(dark).text,
        percent: format.percent,
      }),
    [sides, colors, names, stepNames, dark, format],
  );
  return (
    <section className="fun-side-by-side" aria-label={t('view.sides')} data-testid="funnel-side-by-side">
      <Chart option={option} height={HEIGHT} label={t('sidesLabel', { names: names.join(t('comma')) })} />
      <SidesTable sides={sides} names={names} steps={stepNames} spec={spec} onPick={onPick} />
      <SideNotes sides={sides} spec={spec} counted={counted} />
    </section>
  );
}

/** By customers where these differ, else by days; a star where some may yet go on. */
function sideName({ base, range, open }: FunnelSideAnswer, { compare = [] }: FunnelSpec, t: Translate<'funnel'>): string {
  const isOf = (key: 'who' | 'range') => compare.some((side) => side[key] !== undefined);
  const who = base.name === 'all' ? t('everybody') : base.name || t('theRule');
  const days = range ? `${range.from} – ${range.to}` : t('allDays');
  const name = isOf('who') && isOf('range') ? `${who} · ${days}` : isOf('range') ? days : who;
  return open > 0 ? `${name} *` : name;
}

interface SideNotesProps {
  readonly sides: readonly FunnelSideAnswer[];
  readonly spec: FunnelSpec;
  readonly counted: FunnelAnswer['counted'];
}

/** What must be known to read the numbers: who has time left, and who is on two sides. */
function SideNotes({ sides, spec, counted }: SideNotesProps) {
  const t = useText('funnel');
  const format = useFormat();
  const [first] = sides;
  const about = (numberOf: (side: FunnelSideAnswer) => number, key: NoteKey) => {
    const told = sides.flatMap((side, place) => {
      const n = numberOf(side);
      return n > 0 ? [`${letterOf(place)} ${format.exact(n)}`] : [];
    });
    return told.length > 0 ? [t(key, { first: letterOf(0), sides: told.join(t('comma')) })] : [];
  };
  const notes = [
    t(spec.steps.length > 2 ? 'sidesHelpWhole' : 'sidesHelp'),
    ...(counted === 'attempts' ? [t('attemptsDepend')] : []),
    ...about(({ open }) => open, 'openN'),
    ...about((side) => (isSameRange(first, side) ? side.shared : 0), 'sharedSameDays'),
    ...about((side) => (isSameRange(first, side) ? 0 : side.shared), 'sharedOtherDays'),
    ...about(({ dropped }) => dropped, 'sideDropped'),
  ];
  return (
    <ul className="fun-notes hx-secondary" data-testid="funnel-side-notes">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

type NoteKey = 'openN' | 'sharedSameDays' | 'sharedOtherDays' | 'sideDropped';

function isSameRange(a: FunnelSideAnswer | undefined, b: FunnelSideAnswer): boolean {
  return a?.range?.from === b.range?.from && a?.range?.to === b.range?.to;
}
