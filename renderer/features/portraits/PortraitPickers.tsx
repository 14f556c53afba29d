import { EditOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { MOST_COMPARED } from '#shared/model/portrait';
import type { SegmentVersion } from '#shared/model/segment';
import { useText } from '../../text';
import { openPage } from '../../ui/navigation';
import { findsText } from '../../ui/searchText';
import type { PortraitBase } from './portraitChoice';

interface PortraitPickersProps {
  readonly segments: readonly SegmentVersion[];
  readonly segment: string;
  readonly beside: readonly string[];
  readonly base: PortraitBase;
  readonly onChoose: (change: { segment?: string; beside?: readonly string[]; base?: PortraitBase }) => void;
}

const SEGMENT_PREFIX = 'segment:';

/** Which segment, beside which others, against what. */
export function PortraitPickers({ segments, segment, beside, base, onChoose }: PortraitPickersProps) {
  const t = useText('portraits');
  const texts = useText('portraitComparison');
  const options = segments.map((version) => ({ value: version.segment.id, label: version.segment.name }));
  const others = options.filter(({ value }) => value !== segment);
  const bases = [
    {
      label: t('bases'),
      options: [
        { value: 'all', label: t('base.all') },
        { value: 'rest', label: t('base.rest') },
      ],
    },
    ...(others.length > 0 ? [{ label: t('segments'), options: others.map(asBase) }] : []),
  ];
  return (
    <div className="por-pickers">
      <span className="por-picker">
        <span className="hx-secondary">{t('segment')}</span>
        <Select
          className="por-select"
          aria-label={t('chooseSegment')}
          showSearch={{ filterOption: finds }}
          value={segment}
          options={options}
          onChange={(id) => onChoose({ segment: id, beside: beside.filter((other) => other !== id) })}
          data-testid="portrait-segment"
        />
      </span>
      {others.length > 0 && (
        <span className="por-picker">
          <span className="hx-secondary">{texts('beside')}</span>
          <Select
            mode="multiple"
            className="por-beside"
            aria-label={texts('chooseBeside')}
            placeholder={texts('besideHint')}
            showSearch={{ filterOption: finds }}
            maxCount={MOST_COMPARED - 1}
            maxTagCount="responsive"
            value={[...beside]}
            options={others}
            onChange={(ids) => onChoose({ beside: ids })}
            data-testid="portrait-beside"
          />
        </span>
      )}
      <span className="por-picker">
        <span className="hx-secondary">{t('base')}</span>
        <Select
          className="por-select"
          aria-label={t('base')}
          showSearch={{ filterOption: finds }}
          value={typeof base === 'string' ? base : `${SEGMENT_PREFIX}${base.segment}`}
          options={bases}
          onChange={(value: string) => onChoose({ base: baseOf(value) })}
          data-testid="portrait-base"
        />
      </span>
      <Button icon={<EditOutlined />} onClick={() => openPage({ page: 'segments', segment })} data-testid="portrait-edit">
        {t('editSegment')}
      </Button>
    </div>
  );
}

function asBase({ value, label }: { readonly value: string; readonly label: string }) {
  return { value: `${SEGMENT_PREFIX}${value}`, label };
}

function baseOf(value: string): PortraitBase {
  if (value === 'rest' || value === 'all') return value;
  return { segment: value.slice(SEGMENT_PREFIX.length) };
}

function finds(query: string, option?: { label?: unknown }): boolean {
  return typeof option?.label === 'string' && findsText(query, option.label);
}
