import { BulbOutlined, CheckOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { EntityMap, EntitySuggestion } from '#shared/model/entities';
import type { KernelAnswer } from '../../../engine/kernel';
import { useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { isSameMap, withChangesOf } from '../entityDraft';
import { roleIn } from './diagram';

interface ProposalProps {
  readonly map: EntityMap;
  readonly answer: KernelAnswer<EntitySuggestion>;
  readonly onAccept: (map: EntityMap) => void;
}

/** What the tables suggest, where it is not what the map says already. */
export function Proposal({ map, answer, onAccept }: ProposalProps) {
  const t = useText('entities');
  const { data, error, progress, retry } = answer;
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState label={t('suggesting')} progress={progress} />;
  const suggested = data.map && adopted(map, data.map);
  const isSame = suggested !== null && isSameMap(suggested, map);
  return (
    <section className="hx-card hx-proposal" aria-label={t('suggest')} data-testid="entity-proposal" data-same={isSame}>
      <BulbOutlined className="hx-proposal-icon" aria-hidden />
      <div className="hx-proposal-words">
        <h3 className="hx-entities-title">{t('suggest')}</h3>
        <div className="hx-secondary hx-entities-hint">
          {suggested ? (isSame ? t('suggestSame') : t('suggestText')) : t('suggestNone')}
        </div>
        {suggested && !isSame ? (
          <ul className="hx-proposal-roles">
            {data.roles.map(({ table }) => (
              <li key={table} data-changed={roleIn(map, table) !== roleIn(suggested, table)}>
                <strong>{table}</strong> {t(`role.${roleIn(suggested, table)}`)}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      {suggested && !isSame ? (
        <Button type="primary" ghost icon={<CheckOutlined />} onClick={() => onAccept(suggested)} data-testid="entity-accept">
          {t('accept')}
        </Button>
      ) : null}
    </section>
  );
}

/** A suggestion says nothing of the as-of day and of changes of balances: those of the map stay. */
function adopted(map: EntityMap, suggested: EntityMap): EntityMap {
  return withChangesOf(map, { ...suggested, ...(map.asOf === undefined ? {} : { asOf: map.asOf }) });
}
