import { CopyOutlined, DeleteOutlined, RedoOutlined, UndoOutlined } from '@ant-design/icons';
import { Alert, Button, Input, Popconfirm, Segmented } from 'antd';
import type { Campaign } from '#shared/model/campaign';
import { useKernelAction } from '../../../engine/kernel';
import { notifyError } from '../../../engine/notices';
import { useText } from '../../../text';
import { CopyButton } from '../../../ui/CopyButton';
import { PhaseTag } from './CampaignList';
import { DefineView } from './DefineView';
import { PolicyView } from './PolicyView';
import {
  changeCampaign,
  copyOf,
  type EditedCampaign,
  forgetDraft,
  openNew,
  PLAN_VIEWS,
  type PlanView,
  redoCampaign,
  undoCampaign,
  usePlanChoice,
} from './planChoice';
import { ReleaseView } from './ReleaseView';
import { SplitView } from './SplitView';

/** One campaign: what it is, who is left of its audience, how they are dealt out, and its release. */
export function CampaignEditor({ edited }: { readonly edited: EditedCampaign }) {
  const t = useText('campaignPlan');
  const view = usePlanChoice((choice) => choice.view);
  const { campaign, state, isChanged, isReleased } = edited;
  // What it was held against and how it was dealt out then is part of the release.
  const views = isReleased ? (['define', 'release'] as const) : PLAN_VIEWS;
  const shown = views.find((each) => each === view) ?? 'release';
  const { run: save, busy } = useKernelAction('campaigns.save');
  const keep = async (): Promise<boolean> => {
    const result = await save({ campaign });
    if (!result.ok) notifyError(result.error);
    return result.ok;
  };
  /** The other views are of the campaign as it is saved. */
  const show = async (next: PlanView) => {
    const isKept = next === 'define' || (!isChanged && state !== undefined) || isReleased || (await keep());
    if (isKept) usePlanChoice.setState({ view: next });
  };
  return (
    <>
      <EditorHead edited={edited} onSave={() => void keep()} busy={busy} />
      <Segmented<PlanView>
        aria-label={t('views')}
        value={shown}
        options={views.map((value) => ({
          value,
          label: <span data-testid={`plan-view-${value}`}>{t(`view.${value}`)}</span>,
        }))}
        onChange={(next) => void show(next)}
      />
      {shown !== 'define' && isChanged && <Alert type="warning" showIcon title={t('savedFirst')} />}
      {isReleased && shown === 'define' && <Alert type="info" showIcon title={t('readOnly')} />}
      <ViewOf edited={edited} view={shown} />
    </>
  );
}

function ViewOf({ edited, view }: { readonly edited: EditedCampaign; readonly view: PlanView }) {
  const { campaign, state, isReleased } = edited;
  if (view === 'define' || !state) return <DefineView campaign={campaign} disabled={isReleased} />;
  if (view === 'policy') return <PolicyView campaign={campaign} disabled={isReleased} />;
  if (view === 'split') return <SplitView campaign={state.campaign} />;
  return <ReleaseView state={state} />;
}

interface HeadProps {
  readonly edited: EditedCampaign;
  readonly onSave: () => void;
  readonly busy: boolean;
}

function EditorHead({ edited: { campaign, state, history, isChanged, isReleased }, onSave, busy }: HeadProps) {
  const t = useText('campaignPlan');
  return (
    <div className="pln-head">
      <Input
        className="pln-name"
        maxLength={200}
        disabled={isReleased}
        aria-label={t('name')}
        value={campaign.name}
        onChange={({ target }) => changeCampaign(campaign, { name: target.value }, 'name')}
        data-testid="campaign-name"
      />
      <PhaseTag phase={state?.phase ?? 'draft'} isChanged={isChanged} />
      <span className="pln-head-tools">
        <Button
          icon={<UndoOutlined />}
          aria-label={t('undo')}
          title={t('undo')}
          disabled={isReleased || !history || history.past.length === 0}
          onClick={() => undoCampaign(campaign.id)}
          data-testid="campaign-undo"
        />
        <Button
          icon={<RedoOutlined />}
          aria-label={t('redo')}
          title={t('redo')}
          disabled={isReleased || !history || history.future.length === 0}
          onClick={() => redoCampaign(campaign.id)}
        />
        <Button
          icon={<CopyOutlined />}
          aria-label={t('duplicate')}
          title={t('duplicate')}
          onClick={() => openNew(copyOf(campaign, t('copyName', { name: campaign.name })))}
          data-testid="campaign-duplicate"
        />
        <CopyButton label={t('copyDefinition')} text={() => JSON.stringify(campaign, null, 2)} testId="campaign-copy" />
        {!isReleased && <RemoveButton campaign={campaign} isSaved={state !== undefined} />}
        {!isReleased && (
          <Button
            type="primary"
            loading={busy}
            disabled={(!isChanged && state !== undefined) || campaign.name === ''}
            onClick={onSave}
            data-testid="campaign-save"
          >
            {t('save')}
          </Button>
        )}
      </span>
    </div>
  );
}

function RemoveButton({ campaign, isSaved }: { readonly campaign: Campaign; readonly isSaved: boolean }) {
  const t = useText('campaignPlan');
  const { run } = useKernelAction('campaigns.remove');
  const remove = async () => {
    const result = isSaved ? await run({ id: campaign.id }) : { ok: true as const };
    if (result.ok) forgetDraft(campaign.id);
    else notifyError(result.error);
  };
  return (
    <Popconfirm title={t('removeAsk', { name: campaign.name })} okText={t('remove')} onConfirm={() => void remove()}>
      <Button icon={<DeleteOutlined />} aria-label={t('remove')} title={t('remove')} data-testid="campaign-remove" />
    </Popconfirm>
  );
}
