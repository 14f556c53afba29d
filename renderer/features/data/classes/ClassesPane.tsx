import { Button, Input, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { ColumnClass, Overrule } from '#shared/model/classification';
import { useKernel, useKernelAction } from '../../../engine/kernel';
import { notify, notifyError } from '../../../engine/notices';
import { useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { findsText } from '../../../ui/searchText';
import { ClassesTable } from './ClassesTable';
import { KindsDialog } from './KindsDialog';
import { OverruleDialog } from './OverruleDialog';
import { useSaveKinds } from './useSaveKinds';
import './classes.css';

type Filter = 'all' | 'sensitive' | 'C3';

/** What every column of a table holds, how sensitive that is, what says so, and what a person says instead. */
export function ClassesPane({ table }: { readonly table: string }) {
  const t = useText('classes');
  const { data, error, progress, retry, cancel } = useKernel('classification.read', { table });
  const [query, setQuery] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const [edited, setEdited] = useState<ColumnClass>();
  const [isOfKinds, setOfKinds] = useState(false);
  const { save, busy } = useSaveOverrule();
  const saveKinds = useSaveKinds(data?.kinds);
  const shown = useMemo(
    () => (data?.columns ?? []).filter((each) => passes(each, filter) && findsText(query, each.column)),
    [data, filter, query],
  );
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState label={t('looking')} progress={progress} onCancel={cancel} />;
  return (
    <div className="classes" data-testid="classes">
      <p className="hx-secondary classes-intro">{t('intro')}</p>
      <div className="classes-bar">
        <Segmented<Filter>
          aria-label={t('filter')}
          value={filter}
          onChange={setFilter}
          options={[
            { value: 'all', label: <span data-testid="classes-all">{t('all')}</span> },
            { value: 'sensitive', label: <span data-testid="classes-sensitive">{t('sensitive')}</span> },
            { value: 'C3', label: <span data-testid="classes-C3">C3</span> },
          ]}
        />
        <Input.Search
          allowClear
          className="classes-search"
          placeholder={t('search')}
          aria-label={t('search')}
          value={query}
          onChange={({ target }) => setQuery(target.value)}
          data-testid="classes-search"
        />
        <Button onClick={() => setOfKinds(true)} data-testid="classes-kinds">
          {t('kinds')}
        </Button>
      </div>
      <ClassesTable columns={shown} onEdit={setEdited} onTakeBack={(column) => void save(column, null)} />
      {edited ? (
        <OverruleDialog
          column={edited}
          classes={data.kinds}
          busy={busy}
          onSave={async (overrule) => {
            if (await save(edited, overrule)) setEdited(undefined);
          }}
          onClose={() => setEdited(undefined)}
        />
      ) : null}
      {isOfKinds ? (
        <KindsDialog
          kinds={data.kinds}
          busy={saveKinds.busy}
          onSave={async (next) => {
            if (await saveKinds.save(next)) setOfKinds(false);
          }}
          onClose={() => setOfKinds(false)}
        />
      ) : null}
    </div>
  );
}

function passes({ dataClass }: ColumnClass, filter: Filter): boolean {
  return filter === 'all' || dataClass === 'C3' || (filter === 'sensitive' && dataClass === 'C2');
}

/** Saves what a person says of a column; the notice takes it back to what was said before. */
function useSaveOverrule() {
  const action = useKernelAction('classification.save');
  const put = async ({ table, column }: ColumnClass, overrule: Overrule | null) => {
    const result = await action.run({ change: { columns: [{ table, column, overrule }] } });
    if (!result.ok) notifyError(result.error);
    return result.ok;
  };
  const save = async (column: ColumnClass, overrule: Overrule | null) => {
    const isSaved = await put(column, overrule);
    const undo = () => void put(column, saidOf(column));
    if (isSaved)
      notify({ kind: 'success', text: 'classSaved', params: { name: column.column }, action: { text: 'undo', run: undo } });
    return isSaved;
  };
  return { save, busy: action.busy };
}

function saidOf({ kind, dataClass, label, overruled }: ColumnClass): Overrule | null {
  return overruled ? { kind, dataClass, label, reason: overruled.reason } : null;
}
