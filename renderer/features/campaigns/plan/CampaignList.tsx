import { PlusOutlined, SafetyOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Input, Tag } from 'antd';
import { useState } from 'react';
import type { CampaignPhase, CampaignState } from '#shared/model/campaign';
import { useText } from '../../../text';
import { findsText } from '../../../ui/searchText';
import { PolicyDialog } from './PolicyDialog';
import { editedCampaign, newCampaign, openNew, usePlanChoice } from './planChoice';

/** Every campaign with where it is; those that were never saved come first. */
export function CampaignList({ states }: { readonly states: readonly CampaignState[] }) {
  const t = useText('campaignPlan');
  const [query, setQuery] = useState('');
  const [isPolicyOpen, openPolicy] = useState(false);
  const drafts = usePlanChoice((choice) => choice.drafts);
  const saved = new Set(states.map(({ campaign }) => campaign.id));
  const ids = [...[...drafts.keys()].filter((id) => !saved.has(id)).reverse(), ...saved];
  const found = ids
    .flatMap((id) => editedCampaign(id, states, drafts) ?? [])
    .filter(({ campaign }) => findsText(query, campaign.name));
  return (
    <aside className="pln-list" aria-label={t('campaigns')}>
      <div className="pln-list-tools">
        <Button
          type="primary"
          icon={<PlusOutlined />}
          onClick={() => openNew(newCampaign(t('newName')))}
          data-testid="campaign-new"
        >
          {t('new')}
        </Button>
        <Button icon={<SafetyOutlined />} onClick={() => openPolicy(true)} data-testid="open-policy">
          {t('policy')}
        </Button>
      </div>
      <Input
        allowClear
        prefix={<SearchOutlined />}
        aria-label={t('search')}
        placeholder={t('search')}
        value={query}
        onChange={({ target }) => setQuery(target.value)}
        data-testid="campaign-search"
      />
      {found.length === 0 && <p className="hx-secondary">{t(ids.length === 0 ? 'none' : 'noneFound')}</p>}
      <ul className="pln-items">
        {found.map(({ campaign, state, isChanged }) => (
          <CampaignItem
            key={campaign.id}
            id={campaign.id}
            name={campaign.name}
            days={campaign.from && campaign.to ? t('days', { from: campaign.from, to: campaign.to }) : t('noDays')}
            phase={state?.phase ?? 'draft'}
            isChanged={isChanged}
          />
        ))}
      </ul>
      {isPolicyOpen && <PolicyDialog onClose={() => openPolicy(false)} />}
    </aside>
  );
}

interface ItemProps {
  readonly id: string;
  readonly name: string;
  readonly days: string;
  readonly phase: CampaignPhase;
  readonly isChanged: boolean;
}

function CampaignItem({ id, name, days, phase, isChanged }: ItemProps) {
  const chosen = usePlanChoice((choice) => choice.chosen === id);
  return (
    <li>
      <button
        type="button"
        className="pln-item"
        aria-current={chosen}
        onClick={() => usePlanChoice.setState({ chosen: id, view: phase === 'draft' ? 'define' : 'release' })}
        data-testid="campaign-item"
      >
        <span className="pln-item-name hx-ellipsis" title={name}>
          {name}
        </span>
        <PhaseTag phase={phase} isChanged={isChanged} />
        <span className="hx-secondary pln-item-days">{days}</span>
      </button>
    </li>
  );
}

const COLORS = { draft: 'default', planned: 'blue', running: 'green', ended: 'default' } as const;

export function PhaseTag({ phase, isChanged }: { readonly phase: CampaignPhase; readonly isChanged: boolean }) {
  const t = useText('campaignPlan');
  return (
    <span className="pln-tags">
      {isChanged && <Tag>{t('unsaved')}</Tag>}
      <Tag color={COLORS[phase]}>{t(`phase.${phase}`)}</Tag>
    </span>
  );
}
