import { Select } from 'antd';
import { useMemo } from 'react';
import { FEWEST_SPOKES, FIRST_SPOKES, MOST_SPOKES } from '#shared/model/portraitPicture';
import { findingKey, strongestOfTags } from '#shared/report/valueFindings';
import { useText } from '../../../text';
import { Chart } from '../../../ui/Chart';
import { findsText } from '../../../ui/searchText';
import { pickMark } from '../marks';
import { PortraitTable } from '../PortraitTable';
import type { Finding } from '../portraitValues';
import { radarChart, spokeName } from './radarChart';
import { useFindingName } from './useFindingName';
import { useOverviewLook } from './useOverviewLook';

interface RadarProps {
  readonly findings: readonly Finding[];
  /** Keys of the spokes; null until somebody chooses. */
  readonly chosen: readonly string[] | null;
  readonly onChoose: (keys: readonly string[]) => void;
}

/** A few values that a person chooses, at first the strongest of different tags. */
export function Radar({ findings, chosen, onChoose }: RadarProps) {
  const t = useText('portraitViews');
  const look = useOverviewLook();
  const nameOf = useFindingName();
  const shown = useMemo(() => {
    if (chosen === null) return strongestOfTags(findings, FIRST_SPOKES);
    return chosen.flatMap((key) => findings.find((finding) => findingKey(finding) === key) ?? []);
  }, [findings, chosen]);
  const option = useMemo(() => radarChart(shown, look), [shown, look]);
  return (
    <>
      <Select
        mode="multiple"
        className="por-radar-values"
        aria-label={t('radarValues')}
        placeholder={t('radarValues')}
        maxCount={MOST_SPOKES}
        maxTagCount="responsive"
        value={shown.map(findingKey)}
        options={findings.map((finding) => ({ value: findingKey(finding), label: nameOf(finding) }))}
        showSearch={{ filterOption: (query, item) => findsText(query, String(item?.label ?? '')) }}
        onChange={(keys: string[]) => onChoose(keys)}
        data-testid="portrait-radar-values"
      />
      {shown.length < FEWEST_SPOKES ? (
        <p className="por-none">{t('radarFew', { n: FEWEST_SPOKES })}</p>
      ) : (
        <Chart
          option={option}
          height={360}
          label={t('radarLabel')}
          onSelect={(selection) => {
            const finding = shown.find((each) => spokeName(each, look) === selection.name);
            if (finding) pickMark(finding, selection);
          }}
          table={<PortraitTable rows={shown} withTag />}
        />
      )}
    </>
  );
}
