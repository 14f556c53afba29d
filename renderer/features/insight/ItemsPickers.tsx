import { InputNumber, Select } from 'antd';
import type { ItemsSpec } from '#shared/model/insight';
import type { SegmentVersion } from '#shared/model/segment';
import { useText } from '../../text';
import { HelpTip } from '../../ui/HelpTip';
import { findsOption } from '../../ui/searchText';
import { type ItemChoices, ofProp, proposedItems, useInsightChoice } from './insightChoice';
import { Picker } from './Picker';

interface ItemsPickersProps {
  readonly segments: readonly SegmentVersion[];
  readonly segment: string;
  readonly choices: ItemChoices;
  readonly items: ItemsSpec;
}

/** Whose holdings, of what, and by how many customers at least. */
export function ItemsPickers({ segments, segment, choices, items }: ItemsPickersProps) {
  const t = useText('insight');
  const minimum = useInsightChoice((choice) => choice.minimum);
  const kinds = (['event', 'events', 'tags'] as const).filter((kind) => proposedItems(choices, kind) !== null);
  return (
    <div className="ins-pickers">
      <Picker
        label={t('segment')}
        value={segment}
        options={segments.map((version) => ({ value: version.segment.id, label: version.segment.name }))}
        onChange={(id) => useInsightChoice.setState({ segment: id })}
        testId="insight-segment"
      />
      <Picker
        label={t('items')}
        value={items.kind}
        options={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        onChange={(kind) => chooseItems(proposedItems(choices, kind as ItemsSpec['kind']) ?? items)}
        testId="insight-kind"
      />
      <ItemsOfKind choices={choices} items={items} />
      <span className="ins-picker">
        <span className="hx-secondary">{t('minimum')}</span>
        <InputNumber
          className="ins-number"
          aria-label={t('minimum')}
          min={1}
          max={1_000_000}
          precision={0}
          value={minimum}
          onChange={(value) => value !== null && useInsightChoice.setState({ minimum: value })}
          data-testid="insight-minimum"
        />
        <HelpTip text={t('minimumHelp')} />
      </span>
    </div>
  );
}

function chooseItems(items: ItemsSpec): void {
  useInsightChoice.setState({ items });
}

function ItemsOfKind({ choices, items }: Pick<ItemsPickersProps, 'choices' | 'items'>) {
  const t = useText('insight');
  if (items.kind === 'events') return null;
  if (items.kind === 'tags') {
    return (
      <Select
        mode="multiple"
        className="ins-select ins-select-wide"
        maxTagCount="responsive"
        aria-label={t('chooseTags')}
        placeholder={t('chooseTags')}
        showSearch={{ filterOption: findsOption }}
        value={[...items.tags]}
        options={choices.tags.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(tags) => tags.length > 0 && chooseItems({ kind: 'tags', tags })}
        data-testid="insight-tags"
      />
    );
  }
  const events = choices.events.filter(({ textProps }) => textProps.length > 0);
  const props = events.find(({ event }) => event === items.event)?.textProps ?? [];
  return (
    <>
      <Picker
        label={t('event')}
        value={items.event}
        options={events.map(({ event }) => ({ value: event, label: event }))}
        onChange={(event) => {
          const own = events.find((each) => each.event === event)?.textProps ?? [];
          chooseItems(ofProp(choices.tables, event, own.includes(items.prop) ? items.prop : (own[0] ?? items.prop)));
        }}
        testId="insight-event"
      />
      <Picker
        label={t('prop')}
        value={items.prop}
        options={props.map((prop) => ({ value: prop, label: prop }))}
        onChange={(prop) => chooseItems(ofProp(choices.tables, items.event, prop))}
        testId="insight-prop"
      />
    </>
  );
}
