import { Input, Table, type TableColumnsType } from 'antd';
import type { ExportColumn, ExportSpec, PreviewColumn, Treatment } from '#shared/model/export';
import type { TagState } from '#shared/model/tag';
import { exportWords, treatmentText } from '#shared/report/exportTables';
import { useKernel } from '../../../engine/kernel';
import { useLanguage, useText } from '../../../text';
import { Card } from '../../../ui/Card';
import { ClassBadge } from '../../../ui/ClassBadge';
import { ManyPicker } from '../../../ui/ManyPicker';
import { changeColumn, chooseColumns, chooseRole } from '../exportChoice';
import { Choice } from './Choice';
import { useExportPreview } from './useExportPreview';

/** What leaves of each customer, treated how. */
export function ColumnsPart({ spec }: { readonly spec: ExportSpec }) {
  const t = useText('exports');
  const { data: tags = [] } = useKernel('tags.list', {});
  const { data: preview } = useExportPreview(spec);
  const chosen = spec.columns.flatMap(({ tag }) => tag ?? []);
  const choose = (ids: string[]) => {
    const kept = spec.columns.filter(({ tag }) => tag === undefined || ids.includes(tag));
    const added = ids.filter((id) => !chosen.includes(id)).flatMap((id) => tags.find((tag) => tag.id === id) ?? []);
    chooseColumns([...kept, ...added.map(columnOf)]);
  };
  const rows = spec.columns.map((column, at) => ({
    ...{ column, at, tag: tags.find(({ id }) => id === column.tag) },
    known: preview?.columns.find(({ name }) => name === column.name),
  }));
  return (
    <Card title={t('columns')} help={t('columnsHelp')} testId="export-columns">
      <ManyPicker
        label={t('tags')}
        labelled
        className="exp-tags"
        value={chosen}
        options={tags.map(({ id, name, dataClass }) => ({ value: id, label: `${name} (${dataClass})` }))}
        onChange={choose}
        testId="export-tags"
      />
      <Table<ColumnRow>
        size="small"
        rowKey={({ column }) => column.tag ?? ''}
        columns={useTableColumns(spec)}
        dataSource={rows}
        pagination={false}
        scroll={{ x: 'max-content' }}
      />
    </Card>
  );
}

/** What a tag leaves as at first: nothing secret, sensitive words hidden, days by month. */
function columnOf({ id, name, dataClass, type }: TagState): ExportColumn {
  const treatments: Record<TagState['dataClass'], Treatment> = {
    C1: { kind: 'keep' },
    C2:
      type === 'date' ? { kind: 'generalise', to: { unit: 'month' } } : type === 'category' ? { kind: 'mask' } : { kind: 'keep' },
    C3: { kind: 'drop' },
  };
  return { name, tag: id, treatment: treatments[dataClass] };
}

interface ColumnRow {
  readonly column: ExportColumn;
  readonly at: number;
  /** Absent: the customer's key. */
  readonly tag: TagState | undefined;
  readonly known: PreviewColumn | undefined;
}

function useTableColumns(spec: ExportSpec): TableColumnsType<ColumnRow> {
  const t = useText('exports');
  return [
    {
      key: 'name',
      title: t('column'),
      render: (_, { column, at }) => (
        <Input
          size="small"
          className="exp-name"
          value={column.name}
          maxLength={200}
          aria-label={t('columnName', { column: column.name })}
          onChange={({ target }) => target.value !== '' && changeColumn(at, { name: target.value })}
        />
      ),
    },
    { key: 'of', title: t('of'), render: (_, { tag }) => tag?.name ?? t('customerKey') },
    { key: 'class', title: t('class'), render: (_, { tag }) => <ClassBadge dataClass={tag?.dataClass ?? 'C2'} /> },
    { key: 'treatment', title: t('treatment'), render: (_, row) => <TreatmentChoice {...row} /> },
    { key: 'role', title: t('role'), render: (_, { column }) => <RoleChoice spec={spec} column={column} /> },
  ];
}

function TreatmentChoice({ column, at, tag, known }: ColumnRow) {
  const t = useText('exports');
  const words = exportWords(useLanguage());
  const plain: Treatment[] = tag?.dataClass === 'C3' ? [] : [{ kind: 'keep' }, { kind: 'mask' }, { kind: 'hash' }];
  const coarser = (known?.coarser ?? []).map((to): Treatment => ({ kind: 'generalise', to }));
  const all = [...plain, ...coarser, { kind: 'drop' } as const, column.treatment];
  const options = [...new Map(all.map((treatment) => [JSON.stringify(treatment), treatmentText(treatment, words)]))];
  return (
    <Choice
      label={t('treatmentOf', { column: column.name })}
      value={JSON.stringify(column.treatment)}
      options={options.map(([value, label]) => ({ value, label }))}
      onChange={(value) => changeColumn(at, { treatment: JSON.parse(value) as Treatment })}
      testId={`export-treatment-${column.tag ?? 'key'}`}
    />
  );
}

function RoleChoice({ spec, column: { name, tag, treatment } }: { readonly spec: ExportSpec; readonly column: ExportColumn }) {
  const t = useText('exports');
  if (treatment.kind === 'drop') return null;
  const role = spec.quasi.includes(name) ? 'quasi' : spec.sensitive.includes(name) ? 'sensitive' : 'none';
  return (
    <Choice
      label={t('roleOf', { column: name })}
      value={role}
      options={(['none', 'quasi', 'sensitive'] as const).map((value) => ({ value, label: t(`role.${value}`) }))}
      onChange={(value) => chooseRole(name, value)}
      testId={`export-role-${tag ?? 'key'}`}
    />
  );
}
