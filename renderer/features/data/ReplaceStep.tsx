import { Button, Select } from 'antd';
import { useState } from 'react';
import type { Comparison } from '#shared/model/comparison';
import type { ImportOptions, ImportPreview } from '#shared/model/import';
import type { HuaxiangError } from '#shared/model/result';
import type { TableInfo } from '#shared/model/workspace';
import type { GrantedFile } from '#shared/rpc/shell';
import { useKernel, useKernelAction } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { ComparisonView } from './ComparisonView';
import type { FilesOfTable } from './fileMates';

interface ReplaceStepProps {
  readonly file: GrantedFile;
  /** The file, and those that become one table with it. */
  readonly source: FilesOfTable;
  readonly table: TableInfo;
  readonly preview: ImportPreview;
  readonly options: ImportOptions;
  readonly comparison: Comparison | undefined;
  readonly onCompared: (comparison: Comparison | undefined) => void;
  readonly onRunning: (running: boolean) => void;
  readonly onBack: () => void;
  readonly onReplace: () => void;
}

/** What the file would change in the table that it replaces. */
export function ReplaceStep(props: ReplaceStepProps) {
  const { file, source, table, preview, options, comparison, onCompared, onRunning, onBack, onReplace } = props;
  const t = useText('versions');
  const format = useFormat();
  const [error, setError] = useState<HuaxiangError>();
  const [chosen, setChosen] = useState<string>();
  const { data: keys, error: keysError, busy: looking } = useKernel('tables.keys', { table: table.name });
  const { data: receipts } = useKernel('imports.list', {});
  const action = useKernelAction('imports.compare');
  const shared = sharedColumns(table, preview);
  const suggested = [keys?.suggested, ...(keys?.unique ?? [])].find(
    (name) => name !== undefined && name !== null && shared.includes(name),
  );
  const key = chosen ?? comparison?.key ?? suggested ?? null;

  const choose = (name: string) => {
    onCompared(undefined);
    setChosen(name);
  };
  const compare = async () => {
    if (key === null) return;
    setError(undefined);
    onCompared(undefined);
    onRunning(true);
    const result = await action.run({ ...source, table: table.name, key, options });
    onRunning(false);
    if (result.ok) onCompared(result.value);
    else if (result.error.code !== 'CANCELLED') setError(result.error);
  };
  const problem = error ?? keysError;
  const shownFile = receipts?.find(({ id }) => id === table.receipt)?.file ?? table.name;
  return (
    <section
      className="hx-replace"
      aria-label={t('replaceTitle', { file: file.name, table: table.name })}
      data-testid="replace-step"
    >
      <strong>{t('replaceTitle', { file: file.name, table: table.name })}</strong>
      <span className="hx-secondary">
        {t('replaceText', { table: table.name, rows: format.exact(table.rows), file: shownFile })}
      </span>
      <div className="hx-replace-key">
        <KeyChoice names={shared} unique={keys?.unique ?? []} value={key} busy={looking} onChange={choose} />
        <Button
          type={comparison ? 'default' : 'primary'}
          disabled={key === null}
          loading={action.busy}
          onClick={() => void compare()}
          data-testid="compare-run"
        >
          {t('compare')}
        </Button>
      </div>
      {problem ? <ErrorNotice error={problem} /> : null}
      {action.busy ? (
        <LoadingState
          label={t('comparing', { file: file.name, table: table.name })}
          progress={action.progress}
          onCancel={action.cancel}
        />
      ) : null}
      {comparison ? <ComparisonView comparison={comparison} file={file.name} /> : null}
      {comparison || action.busy ? null : <p className="hx-faint">{t('compareHint')}</p>}
      <div className="hx-import-footer">
        <Button onClick={onBack} disabled={action.busy} data-testid="replace-back">
          {t('back')}
        </Button>
        <Button type={comparison ? 'primary' : 'default'} disabled={action.busy} onClick={onReplace} data-testid="replace-run">
          {t(comparison ? 'replace' : 'replaceUnseen')}
        </Button>
      </div>
    </section>
  );
}

/** The columns that both sides have. */
function sharedColumns({ columns }: TableInfo, preview: ImportPreview): string[] {
  const inFile = new Set(preview.columns.map(({ name }) => name.toLowerCase()));
  return columns.map(({ name }) => name).filter((name) => inFile.has(name.toLowerCase()));
}

interface KeyChoiceProps {
  readonly names: readonly string[];
  readonly unique: readonly string[];
  readonly value: string | null;
  readonly busy: boolean;
  readonly onChange: (key: string) => void;
}

/** Columns that name every row of the table are marked, and come first. */
function KeyChoice({ names, unique, value, busy, onChange }: KeyChoiceProps) {
  const t = useText('versions');
  const sorted = [...names.filter((name) => unique.includes(name)), ...names.filter((name) => !unique.includes(name))];
  return (
    <Select
      aria-label={t('compareKey')}
      prefix={t('compareKey')}
      showSearch
      value={value}
      loading={busy}
      onChange={(name) => name !== null && onChange(name)}
      options={sorted.map((name) => ({ value: name, label: unique.includes(name) ? t('uniqueColumn', { name }) : name }))}
      style={{ width: 300 }}
      data-testid="compare-key"
    />
  );
}
