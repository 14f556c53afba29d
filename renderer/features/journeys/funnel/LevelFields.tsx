import { type FunnelBy, type PropBy, TOUCHES } from '#shared/model/funnel';
import { useConditionNames } from '../../../conditions/conditionNames';
import { inPlaces } from '../../../conditions/eventFilters';
import { useText } from '../../../text';
import { Picker } from '../../../ui/Picker';
import { changeFunnel, useFunnelDraft } from './funnelDraft';

const NONE = '';
const TAG = 'tag:';
const PROP = 'prop:';

/** What customers are told apart by: a tag, or a property of one of their events. */
export function LevelFields() {
  const t = useText('funnel');
  const { tags, props } = useConditionNames();
  const by = useFunnelDraft(({ history }) => history.present.by);
  const value = by === undefined ? NONE : typeof by === 'string' ? `${TAG}${by}` : `${PROP}${by.prop}`;
  const ofTags = [...tags.values()].map(({ id, name }) => ({ value: `${TAG}${id}`, label: name }));
  const ofProps = [...props.keys()].map((prop) => ({ value: `${PROP}${prop}`, label: t('propOf', { prop }) }));
  return (
    <>
      <Picker
        label={t('by')}
        value={value}
        options={[
          { value: NONE, label: t('noTag') },
          ...(ofTags.length > 0 ? [{ label: t('byTags'), options: ofTags }] : []),
          ...(ofProps.length > 0 ? [{ label: t('byProps'), options: ofProps }] : []),
        ]}
        onChange={(chosen) => setBy(byOf(chosen))}
        testId="funnel-by"
      />
      {typeof by === 'object' && <TouchField by={by} />}
    </>
  );
}

function setBy(by: FunnelBy | undefined): void {
  changeFunnel(({ by: _, ...draft }) => ({ ...draft, ...(by === undefined ? {} : { by }) }));
}

function byOf(chosen: string): FunnelBy | undefined {
  if (chosen === NONE) return undefined;
  return chosen.startsWith(TAG) ? chosen.slice(TAG.length) : { prop: chosen.slice(PROP.length), at: 'first' };
}

/** The event that the property is read at. */
function TouchField({ by }: { readonly by: PropBy }) {
  const t = useText('funnel');
  const steps = useFunnelDraft(({ history }) => history.present.steps);
  const options = [
    ...TOUCHES.map((value) => ({ value: value as string, label: t(`touch.${value}`) })),
    ...inPlaces(steps).map(({ item, place }) => {
      const name = item.label ?? item.event;
      return { value: String(place + 1), label: t('touch.step', { n: place + 1, name }) };
    }),
  ];
  return (
    <Picker
      label={t('touch')}
      value={typeof by.at === 'string' ? by.at : String(by.at.step)}
      options={options}
      onChange={(at) => setBy({ ...by, at: TOUCHES.find((touch) => touch === at) ?? { step: Number(at) } })}
      testId="funnel-touch"
    />
  );
}
