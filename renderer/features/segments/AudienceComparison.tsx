import { Select } from 'antd';
import { useState } from 'react';
import type { Audience, AudienceChange, LeafFlips } from '#shared/model/audience';
import { isGroup, type Rule } from '#shared/model/rule';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { HelpTip } from '../../ui/HelpTip';
import { LoadingState } from '../../ui/LoadingState';
import { changedKeys } from './changedKeys';
import { useRuleWords } from './useRuleWords';

interface AudienceComparisonProps {
  readonly audience: Audience;
  /** All that there are. */
  readonly audiences: readonly Audience[];
}

/** Who joined and left between an audience and the members now, or another audience, and at which condition. */
export function AudienceComparison({ audience, audiences }: AudienceComparisonProps) {
  const t = useText('segments');
  const [chosen, setChosen] = useState('frozen');
  const other = audiences.find(({ id }) => id === chosen);
  const to = other ? { audience: other.id } : chosen === 'saved' ? ('saved' as const) : ('frozen' as const);
  const { data, error } = useKernel('audiences.change', { id: audience.id, to });
  return (
    <div className="seg-audience-compared" data-testid="audience-change">
      <div>
        {t('compareWith')}{' '}
        <Select
          size="small"
          popupMatchSelectWidth={false}
          aria-label={t('compareWith')}
          value={chosen}
          options={[
            { value: 'frozen', label: t('with.frozen') },
            { value: 'saved', label: t('with.saved') },
            ...audiences
              .filter(({ id }) => id !== audience.id)
              .map(({ id, name }) => ({ value: id, label: t('withAudience', { name }) })),
          ]}
          onChange={setChosen}
          data-testid="audience-with"
        />
      </div>
      {error && <ErrorNotice error={error} />}
      {!data && !error && <LoadingState />}
      {data && <Counts change={data} />}
      {data?.flips && <Flips rule={audience.segment.who} flips={data.flips} />}
      {data && !data.flips && (
        <p className="hx-faint">{t(audience.answers && other?.answers !== false ? 'flipsOtherRule' : 'flipsNone')}</p>
      )}
    </div>
  );
}

function Counts({ change }: { readonly change: AudienceChange }) {
  const t = useText('segments');
  const format = useFormat();
  const { before, after, joined, left, gone, arrived, examples } = change;
  const keys = (went: 'joined' | 'left') => changedKeys(examples, went, t('comma'));
  return (
    <div className="seg-small">
      <div>{t('sizeThenNow', { before: format.exact(before), after: format.exact(after) })}</div>
      <div>
        {t('joinedN', { n: format.exact(joined) })}
        {arrived !== null && arrived > 0 && t('arrivedN', { n: format.exact(arrived) })}{' '}
        <span className="hx-faint">{keys('joined')}</span>
      </div>
      <div>
        {t('leftN', { n: format.exact(left) })}
        {gone !== null && gone > 0 && t('goneN', { n: format.exact(gone) })} <span className="hx-faint">{keys('left')}</span>
      </div>
    </div>
  );
}

function Flips({ rule, flips }: { readonly rule: Rule; readonly flips: readonly LeafFlips[] }) {
  const t = useText('segments');
  const format = useFormat();
  const words = useRuleWords();
  const block = (path: string) => {
    const found = ruleAt(rule, path);
    return found ? words(found) : path;
  };
  return (
    <table className="seg-flips" data-testid="audience-flips">
      <caption>
        {t('flips')} <HelpTip text={t('flipsHelp')} />
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('flipBlock')}</th>
          <th scope="col">{t('flipLeft')}</th>
          <th scope="col">{t('flipJoined')}</th>
        </tr>
      </thead>
      <tbody>
        {flips.map(({ path, left, joined }) => (
          <tr key={path ?? 'limit'} data-testid={`flip-${path ?? 'limit'}`}>
            <th scope="row">{path === null ? t('flipLimit') : block(path)}</th>
            <td>{format.exact(left)}</td>
            <td>{format.exact(joined)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ruleAt(rule: Rule, path: string): Rule | undefined {
  const places = path === '' ? [] : path.split('.');
  return places.reduce<Rule | undefined>(
    (found, place) => (found && isGroup(found) ? found.rules[Number(place)] : undefined),
    rule,
  );
}
