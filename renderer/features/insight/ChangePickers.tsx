import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import type { Audience } from '#shared/model/audience';
import type { SegmentVersion } from '#shared/model/segment';
import type { TagState } from '#shared/model/tag';
import type { TableVersion } from '#shared/model/version';
import { useFormat, useText } from '../../text';
import { monthEnds, quarterBefore, useChangeChoice } from './changeChoice';
import { Picker } from './Picker';

interface ChangePickersProps {
  readonly tags: readonly TagState[];
  readonly tag: string;
  readonly segments: readonly SegmentVersion[];
  readonly audiences: readonly Audience[];
}

const EVERYBODY = 'all';
const SEGMENT = 'segment:';
const AUDIENCE = 'audience:';

/** Which stages, of whom. */
export function ChangePickers({ tags, tag, segments, audiences }: ChangePickersProps) {
  const t = useText('migration');
  const who = useChangeChoice((choice) => choice.who);
  const ofSegments = segments.map(({ segment: { id, name } }) => ({ value: `${SEGMENT}${id}`, label: name }));
  const ofAudiences = audiences.map(({ id, name }) => ({ value: `${AUDIENCE}${id}`, label: name }));
  const chosen = keyOf(who);
  const known = [...ofSegments, ...ofAudiences].some(({ value }) => value === chosen);
  return (
    <>
      <Picker
        label={t('tag')}
        value={tag}
        options={tags.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(id) => useChangeChoice.setState({ tag: id })}
        testId="change-tag"
      />
      <Picker
        label={t('who')}
        value={known ? chosen : EVERYBODY}
        options={[
          { value: EVERYBODY, label: t('everybody') },
          ...(ofSegments.length > 0 ? [{ label: t('segments'), options: ofSegments }] : []),
          ...(ofAudiences.length > 0 ? [{ label: t('audiences'), options: ofAudiences }] : []),
        ]}
        onChange={(value) => useChangeChoice.setState({ who: whoOf(value) })}
        testId="change-who"
      />
    </>
  );
}

type Who = ReturnType<typeof useChangeChoice.getState>['who'];

function keyOf(who: Who): string {
  if (who === undefined) return EVERYBODY;
  return 'audience' in who ? `${AUDIENCE}${who.audience}` : `${SEGMENT}${typeof who.segment === 'string' ? who.segment : ''}`;
}

function whoOf(value: string): Who {
  if (value.startsWith(SEGMENT)) return { segment: value.slice(SEGMENT.length) };
  return value.startsWith(AUDIENCE) ? { audience: value.slice(AUDIENCE.length) } : undefined;
}

/** The two days; the ends of the last months are a click away. */
export function DayPickers({ asOf }: { readonly asOf: string }) {
  const t = useText('migration');
  const days = useChangeChoice((choice) => choice.days);
  const to = days.to ?? asOf;
  const from = days.from ?? quarterBefore(to);
  return (
    <>
      <Day label={t('from')} day={from} latest={to} onChange={(day) => useChangeChoice.setState({ days: { from: day, to } })} />
      <Day label={t('to')} day={to} latest={asOf} onChange={(day) => useChangeChoice.setState({ days: { from, to: day } })} />
    </>
  );
}

interface DayProps {
  readonly label: string;
  readonly day: string;
  readonly latest: string;
  readonly onChange: (day: string) => void;
}

function Day({ label, day, latest, onChange }: DayProps) {
  return (
    <span className="ins-picker">
      <span className="hx-secondary">{label}</span>
      <DatePicker
        allowClear={false}
        aria-label={label}
        value={dayjs(day)}
        maxDate={dayjs(latest)}
        presets={monthEnds(latest).map((end) => ({ label: end, value: dayjs(end) }))}
        onChange={(chosen) => chosen && onChange(chosen.format('YYYY-MM-DD'))}
      />
    </span>
  );
}

/** Which former load is compared with the data as they are. */
export function LoadPickers({ versions, receipt }: { readonly versions: readonly TableVersion[]; readonly receipt: number }) {
  const t = useText('migration');
  const format = useFormat();
  return (
    <div className="ins-pickers">
      <Picker
        wide
        label={t('load')}
        value={String(receipt)}
        options={versions.map((version) => ({
          value: String(version.receipt),
          label: t('loadOption', { receipt: version.receipt, date: format.date(version.importedAt), file: version.file }),
        }))}
        onChange={(chosen) => useChangeChoice.setState({ receipt: Number(chosen) })}
        testId="change-load"
      />
    </div>
  );
}
