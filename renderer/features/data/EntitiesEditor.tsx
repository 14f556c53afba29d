import { RedoOutlined, UndoOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { EntitiesAnswer, EntityMap } from '#shared/model/entities';
import type { HuaxiangError } from '#shared/model/result';
import type { TableInfo } from '#shared/model/workspace';
import { useKernel, useKernelAction } from '../../engine/kernel';
import { notify } from '../../engine/notices';
import { useCommands } from '../../engine/shell';
import { useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { changeEntities, forgetDraft, redoEntities, undoEntities, useDataView } from './dataView';
import { EntitiesForm } from './EntitiesForm';
import { EntityDiagram } from './entities/EntityDiagram';
import { EntitySide } from './entities/EntitySide';
import { LinkList } from './entities/LinkList';
import { Proposal } from './entities/Proposal';
import { emptyMap, isSameMap, withChangesOf } from './entityDraft';
import { likelyKey } from './likelyKey';
import './entities.css';

/** Says how tables become customers and what belongs to them; all is checked while it is changed, and nothing changes before it is applied. */
export function EntitiesEditor({ tables }: { readonly tables: readonly TableInfo[] }) {
  const { data: saved, error, retry } = useKernel('entities.get', {});
  const draft = useDataView((view) => view.draft);
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!saved) return <LoadingState />;
  return <Editor tables={tables} saved={saved} map={withChangesOf(saved.map, draft?.present ?? saved.map ?? firstMap(tables))} />;
}

interface EditorProps {
  readonly tables: readonly TableInfo[];
  readonly saved: EntitiesAnswer;
  readonly map: EntityMap;
}

function Editor({ tables, saved, map }: EditorProps) {
  const t = useText('data');
  const [refusal, setRefusal] = useState<HuaxiangError>();
  const suggestion = useKernel('entities.suggest', {});
  const apply = useKernelAction('entities.apply');
  const change = (next: EntityMap) => {
    changeEntities(map, next);
    setRefusal(undefined);
  };
  const runApply = async () => {
    const result = await apply.run({ map });
    setRefusal(result.ok ? undefined : result.error);
    if (!result.ok) return;
    forgetDraft();
    notify({ kind: 'success', text: 'saved' });
  };
  useCommands({ 'edit.undo': undoEntities, 'edit.redo': redoEntities });
  const links = suggestion.data?.links ?? [];
  return (
    <section className="hx-entities" aria-label={t('entities')} data-testid="entities-editor">
      <Head map={map} saved={saved} busy={apply.busy} onApply={() => void runApply()} />
      {refusal ? (
        <div className="hx-entities-refusal">
          <ErrorNotice error={refusal} />
        </div>
      ) : null}
      <div className="hx-entities-body">
        <div className="hx-entities-main">
          <Proposal map={map} answer={suggestion} onAccept={change} />
          <EntityDiagram tables={tables} map={map} links={links} onChoose={showPart} />
          <EntitiesForm tables={tables} map={map} asOf={saved.asOf} onChange={change} />
          {suggestion.data ? <LinkList links={links} /> : null}
        </div>
        <EntitySide tables={tables} map={map} onChange={change} />
      </div>
    </section>
  );
}

interface HeadProps {
  readonly map: EntityMap;
  readonly saved: EntitiesAnswer;
  readonly busy: boolean;
  readonly onApply: () => void;
}

function Head({ map, saved, busy, onApply }: HeadProps) {
  const data = useText('data');
  const t = useText('entities');
  const draft = useDataView((view) => view.draft);
  const isChanged = saved.map === null || !isSameMap(map, saved.map);
  return (
    <header className="hx-entities-head">
      <div>
        <h2>{data('entities')}</h2>
        <p className="hx-secondary">{isChanged && saved.map ? t('notApplied') : data('entitiesText')}</p>
      </div>
      <div className="hx-table-actions">
        <Button
          icon={<UndoOutlined />}
          aria-label={t('undo')}
          title={`${t('undo')} (Ctrl+Z)`}
          disabled={!draft || draft.past.length === 0}
          onClick={undoEntities}
          data-testid="entities-undo"
        />
        <Button
          icon={<RedoOutlined />}
          aria-label={t('redo')}
          title={`${t('redo')} (Ctrl+Shift+Z)`}
          disabled={!draft || draft.future.length === 0}
          onClick={redoEntities}
          data-testid="entities-redo"
        />
        <Button disabled={!draft} onClick={forgetDraft} data-testid="entities-discard">
          {t('discard')}
        </Button>
        <Button type="primary" loading={busy} disabled={!isChanged} onClick={onApply} data-testid="entities-apply">
          {data('applyEntities')}
        </Button>
      </div>
    </header>
  );
}

/** Brings the part of the form that speaks of a table into sight. */
function showPart(table: string): void {
  const part = document.querySelector(`[data-entity="${CSS.escape(table)}"]`) ?? document.getElementById('entities-form');
  part?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  part?.querySelector<HTMLElement>('input')?.focus({ preventScroll: true });
}

function firstMap(tables: readonly TableInfo[]): EntityMap {
  const keyed = tables.find(({ columns }) => likelyKey(columns) !== undefined) ?? tables[0];
  return emptyMap(keyed?.name ?? '', (keyed && likelyKey(keyed.columns)) ?? { line: true });
}
