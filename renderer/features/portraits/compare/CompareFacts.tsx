import { useText } from '../../../text';
import { FactsTable } from '../views/FactsTable';
import { type ComparedTagProps, groupsOf } from './compared';
import { SegmentName } from './SegmentName';

/** Mean and quantiles of a number in each segment and in the base. */
export function CompareFacts({ compared: { tag, ofEach }, segments }: ComparedTagProps) {
  const t = useText('portraitComparison');
  const groups = groupsOf(ofEach).map((group, place) => ({
    key: segments[place]?.id ?? '',
    name: segments[place] ? <SegmentName segments={segments} place={place} /> : t('base'),
    group,
  }));
  return (
    <div className="por-facts">
      <FactsTable tag={tag} label={t('facts', { name: tag.name })} groups={groups} />
    </div>
  );
}
