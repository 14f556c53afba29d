import { Button, Input, InputNumber, Popconfirm, Select } from 'antd';
import { WORK_ROUTES, type WorkPlan, type WorkRoute } from '#shared/model/workList';
import { useConditionNames } from '../../../conditions/conditionNames';
import { useKernel, useKernelAction } from '../../../engine/kernel';
import { notifyError } from '../../../engine/notices';
import { useFormat, useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { ManyPicker } from '../../../ui/ManyPicker';
import { Picker } from '../../../ui/Picker';
import { useSettled } from '../../../ui/useSettled';
import { DayField, Field, Section } from '../plan/Field';
import { PreviewTable } from './PreviewTable';
import { changePlan } from './workChoice';

/** How customers are handed out, and what that comes to before it is done. */
export function WorkPlanForm({ plan }: { readonly plan: WorkPlan }) {
  const t = useText('campaignWork');
  return (
    <div className="wrk-parts" data-testid="work-plan">
      <Section title={t('plan')} help={t('planHelp')}>
        <div className="wrk-fields">
          <TagPicker plan={plan} field="owner" type="category" />
          <TagPicker plan={plan} field="branch" type="category" />
          <TagPicker plan={plan} field="priority" type="number" />
          <Field label={t('capacity')}>
            <InputNumber<number>
              aria-label={t('capacity')}
              min={0}
              max={1_000_000}
              precision={0}
              value={plan.capacity}
              onChange={(capacity) => changePlan(plan, { capacity: capacity ?? 0 })}
              data-testid="work-capacity"
            />
          </Field>
          <DayField label={t('due')} day={plan.due} onChange={(due) => due && changePlan(plan, { due })} testId="work-due" />
          <Field label={t('routes')} wide>
            <ManyPicker<WorkRoute>
              label={t('routes')}
              className="wrk-routes"
              value={plan.routes}
              options={WORK_ROUTES.map((route) => ({ value: route, label: t(`route.${route}`) }))}
              onChange={(routes) => routes.length > 0 && changePlan(plan, { routes })}
              testId="work-routes"
            />
          </Field>
        </div>
        <Reason plan={plan} />
      </Section>
      <Preview plan={plan} />
    </div>
  );
}

interface TagPickerProps {
  readonly plan: WorkPlan;
  readonly field: 'owner' | 'branch' | 'priority';
  readonly type: 'category' | 'number';
}

const NO_TAG = '';
const TYPING_MS = 300;

function TagPicker({ plan, field, type }: TagPickerProps) {
  const t = useText('campaignWork');
  const tags = [...useConditionNames().tags.values()].filter((tag) => tag.type === type);
  return (
    <Picker
      label={t(field)}
      value={plan[field] ?? NO_TAG}
      options={[{ value: NO_TAG, label: t('noTag') }, ...tags.map(({ id, name }) => ({ value: id, label: name }))]}
      onChange={(tag) => changePlan(plan, { [field]: tag === NO_TAG ? undefined : tag })}
      testId={`work-${field}`}
    />
  );
}

function Reason({ plan }: { readonly plan: WorkPlan }) {
  const t = useText('campaignWork');
  const tags = [...useConditionNames().tags.values()];
  return (
    <Field label={t('reason')} wide>
      <div className="wrk-reason">
        <Input
          aria-label={t('reason')}
          placeholder={t('reasonHint')}
          maxLength={2000}
          value={plan.reason}
          onChange={({ target }) => changePlan(plan, { reason: target.value })}
          data-testid="work-reason"
        />
        <Select<string>
          aria-label={t('insertTag')}
          placeholder={t('insertTag')}
          className="wrk-insert"
          popupMatchSelectWidth={false}
          optionFilterProp="label"
          showSearch
          value={null}
          options={tags.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(tag) => changePlan(plan, { reason: `${plan.reason}{{${tag}}}`.slice(0, 2000) })}
          data-testid="work-insert"
        />
      </div>
      <span className="hx-faint">{t('reasonHelp')}</span>
    </Field>
  );
}

function Preview({ plan }: { readonly plan: WorkPlan }) {
  const t = useText('campaignWork');
  const format = useFormat();
  const settled = useSettled(plan, TYPING_MS);
  const { data, error, progress, cancel, retry } = useKernel('workLists.preview', { plan: settled }, { keep: true });
  const { run, busy } = useKernelAction('workLists.open');
  const open = async () => {
    const result = await run({ plan });
    if (!result.ok) notifyError(result.error);
  };
  const body = () => {
    if (error) return <ErrorNotice error={error} onRetry={retry} />;
    if (!data) return <LoadingState progress={progress} onCancel={cancel} />;
    const { orders, unassigned, byRoute, managers } = data;
    const routes = {
      owner: format.exact(byRoute.owner),
      branch: format.exact(byRoute.branch),
      anyone: format.exact(byRoute.anyone),
    };
    return (
      <>
        <p data-testid="work-preview" data-orders={orders} data-unassigned={unassigned}>
          {t('previewOf', {
            orders: format.exact(orders),
            managers: format.exact(managers.length),
            unassigned: format.exact(unassigned),
          })}
        </p>
        <p className="hx-secondary">{t('byRoute', routes)}</p>
        <PreviewTable managers={managers} />
        <Popconfirm
          title={t('openAsk', { n: format.exact(orders) })}
          okText={t('open')}
          okButtonProps={{ 'data-testid': 'work-open-confirm' }}
          onConfirm={() => void open()}
        >
          <Button type="primary" loading={busy} disabled={orders === 0} data-testid="work-open">
            {t('open')}
          </Button>
        </Popconfirm>
      </>
    );
  };
  return <Section title={t('preview')}>{body()}</Section>;
}
