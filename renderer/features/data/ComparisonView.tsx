import { Segmented, Table } from 'antd';
import { useState } from 'react';
import type { ComparedColumn, ComparedRow, ComparedRows, Comparison } from '#shared/model/comparison';
import { useFormat, useText } from '../../text';
import { NumberText } from '../../ui/NumberText';
import './comparison.css';

interface ComparisonViewProps {
  readonly comparison: Comparison;
  readonly file: string;
}

/** How many rows are new, changed, gone and the same; which columns changed; and a few of the rows. */
export function ComparisonView({ comparison, file }: ComparisonViewProps) {
  const t = useText('versions');
  const format = useFormat();
  return (
    <div className="hx-comparison" data-testid="comparison">
      <dl className="hx-comparison-cards">
        {(['appeared', 'changed', 'vanished', 'unchanged'] as const).map((kind) => (
          <div key={kind} className="hx-card" data-kind={kind}>
            <dt>{t(kind)}</dt>
            <dd data-testid={`compared-${kind}`}>
              <NumberText value={comparison[kind]} kind="exact" />
            </dd>
          </div>
        ))}
      </dl>
      <LeftOut text="leftOutBefore" name={comparison.table} rows={comparison.before} />
      <LeftOut text="leftOutAfter" name={file} rows={comparison.after} />
      {comparison.rejected > 0 ? (
        <p className="hx-comparison-warning">{t('rejectedRows', { n: format.exact(comparison.rejected) })}</p>
      ) : null}
      <ColumnChanges columns={comparison.columns} />
      <Examples examples={comparison.examples} />
    </div>
  );
}

interface LeftOutProps {
  readonly text: 'leftOutBefore' | 'leftOutAfter';
  readonly name: string;
  readonly rows: ComparedRows;
}

function LeftOut({ text, name, rows: { nullKeys, duplicateRows, duplicateKeys, duplicates } }: LeftOutProps) {
  const t = useText('versions');
  const common = useText('common');
  const format = useFormat();
  if (nullKeys + duplicateRows === 0) return null;
  const counts = {
    nulls: format.exact(nullKeys),
    duplicates: format.exact(duplicateRows),
    keys: format.exact(duplicateKeys),
    examples: duplicates.length > 0 ? t('duplicateExamples', { keys: duplicates.join(common('listJoin')) }) : '',
  };
  return (
    <p className="hx-comparison-warning" data-testid={`compared-${text}`}>
      {t(text, { name, ...counts })}
    </p>
  );
}

function ColumnChanges({ columns }: { readonly columns: readonly ComparedColumn[] }) {
  const t = useText('versions');
  const format = useFormat();
  const changed = columns.filter(isChanged);
  const rest = columns.length - changed.length;
  return (
    <section aria-label={t('columnChanges')}>
      <h3 className="hx-comparison-title">{t('columnChanges')}</h3>
      {changed.length === 0 ? (
        <p className="hx-faint">{t('noColumnChanges')}</p>
      ) : (
        <>
          <Table<ComparedColumn>
            size="small"
            pagination={false}
            rowKey={nameOf}
            dataSource={changed}
            onRow={(column) => ({ 'data-testid': `compared-column-${nameOf(column)}` }) as object}
            columns={[
              { title: t('column'), key: 'column', width: 200, ellipsis: true, render: (_, column) => nameOf(column) },
              { title: t('what'), key: 'what', width: 200, render: (_, column) => <What column={column} /> },
              {
                title: t('rowsChanged'),
                dataIndex: 'changed',
                width: 130,
                align: 'right',
                render: (n: number) => (n > 0 ? format.exact(n) : '–'),
              },
              {
                title: t('example'),
                key: 'example',
                render: (_, { example }) => (example ? <RowCells row={example} kind="changed" withKey /> : null),
              },
            ]}
          />
          {rest > 0 ? <p className="hx-faint">{t('sameColumns', { n: rest })}</p> : null}
        </>
      )}
    </section>
  );
}

function isChanged({ before, after, changed }: ComparedColumn): boolean {
  return changed > 0 || before?.name !== after?.name || before?.type !== after?.type;
}

function nameOf({ before, after }: ComparedColumn): string {
  return (after ?? before)?.name ?? '';
}

function What({ column: { before, after, changed } }: { readonly column: ComparedColumn }) {
  const t = useText('versions');
  const common = useText('common');
  if (!before) return t('column.added');
  if (!after) return t('column.dropped');
  const words = [
    changed > 0 ? t('column.values') : null,
    before.type === after.type
      ? null
      : t('column.retyped', { before: common(`type.${before.type}`), after: common(`type.${after.type}`) }),
    before.name === after.name ? null : t('column.recased', { before: before.name }),
  ];
  return words.filter(Boolean).join(common('listJoin'));
}

type Kind = keyof Comparison['examples'];

function Examples({ examples }: { readonly examples: Comparison['examples'] }) {
  const t = useText('versions');
  const [kind, setKind] = useState<Kind>('changed');
  const rows = examples[kind];
  return (
    <section aria-label={t('examples')}>
      <div className="hx-comparison-examples">
        <h3 className="hx-comparison-title">{t('examples')}</h3>
        <Segmented<Kind>
          size="small"
          aria-label={t('examples')}
          value={kind}
          onChange={setKind}
          options={(['changed', 'appeared', 'vanished'] as const).map((value) => ({
            value,
            label: <span data-testid={`examples-${value}`}>{t(value)}</span>,
          }))}
        />
      </div>
      {rows.length === 0 ? (
        <p className="hx-faint">{t('noExamples')}</p>
      ) : (
        <Table<ComparedRow>
          size="small"
          pagination={false}
          rowKey="key"
          dataSource={[...rows]}
          data-testid="examples"
          columns={[
            { title: t('key'), dataIndex: 'key', width: 200, ellipsis: true },
            { title: t('values'), key: 'values', render: (_, row) => <RowCells row={row} kind={kind} /> },
          ]}
        />
      )}
    </section>
  );
}

const SHOWN_CELLS = 12;

interface RowCellsProps {
  readonly row: ComparedRow;
  readonly kind: Kind;
  readonly withKey?: boolean;
}

function RowCells({ row: { key, cells }, kind, withKey = false }: RowCellsProps) {
  const t = useText('versions');
  return (
    <ul className="hx-comparison-cells">
      {cells.slice(0, SHOWN_CELLS).map(({ column, before, after }) => (
        <li key={column}>
          <span className="hx-faint">{withKey ? key : column}</span>
          {kind === 'appeared' ? null : <CellText text={before} />}
          {kind === 'changed' ? (
            <span className="hx-faint" role="img" aria-label={t('changesTo')}>
              →
            </span>
          ) : null}
          {kind === 'vanished' ? null : <CellText text={after} />}
        </li>
      ))}
      {cells.length > SHOWN_CELLS ? <li className="hx-faint">…</li> : null}
    </ul>
  );
}

/** An empty text is shown as what it is, told from an unknown value. */
function CellText({ text }: { readonly text: string | null }) {
  const common = useText('common');
  if (text === null) return <span className="hx-grid-null">{common('null')}</span>;
  return <span className="hx-comparison-cell">{text === '' ? '""' : text}</span>;
}
