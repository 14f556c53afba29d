import { Table } from 'antd';
import type { ChangedCell, CleaningStep, StepPreview } from '#shared/model/cleaning';
import { type Format, type Translate, useFormat, useText } from '../../../text';
import { IdentifiedRows } from './IdentifiedRows';

interface StepPreviewViewProps {
  /** From 1. */
  readonly n: number;
  readonly step: CleaningStep;
  readonly preview: StepPreview;
}

/** What a step does: rows through it, cells that change, rows that go, each with examples by their lines. */
export function StepPreviewView({ n, step, preview }: StepPreviewViewProps) {
  const t = useText('cleaning');
  const format = useFormat();
  const { changed, examples, dropped, notRead, identified } = preview;
  const isIdle = !identified && changed.length === 0 && dropped.length === 0 && notRead === 0;
  return (
    <section className="hx-step-preview" aria-label={t('preview', { n })} data-testid="step-preview" data-step={n}>
      <header>
        <h3>{t('preview', { n })}</h3>
        <span className="hx-secondary hx-tabular" data-testid="step-summary">
          {summary(preview, t, format)}
        </span>
      </header>
      {isIdle ? <p className="hx-secondary">{t('nothingChanged')}</p> : null}
      {identified && step.kind === 'identify' ? (
        <IdentifiedRows keys={step.keys} counts={identified} rows={preview.rowsBefore} />
      ) : null}
      {changed.length > 0 ? <ChangedColumns preview={preview} /> : null}
      {notRead > 0 ? <NotRead kind={step.kind} preview={preview} /> : null}
      {examples.length > 0 ? <Examples examples={examples} /> : null}
      {dropped.length > 0 ? <Dropped preview={preview} /> : null}
    </section>
  );
}

function summary({ rowsBefore, rowsAfter, changed }: StepPreview, t: Translate<'cleaning'>, format: Format): string {
  const cells = changed.reduce((sum, each) => sum + each.cells, 0);
  const rows =
    rowsBefore === rowsAfter
      ? t('rowsSame', { rows: format.exact(rowsAfter) })
      : t('rowsThrough', { before: format.exact(rowsBefore), after: format.exact(rowsAfter) });
  return cells > 0 ? `${rows} · ${t('cellsChanged', { n: format.exact(cells) })}` : rows;
}

function ChangedColumns({ preview: { changed } }: { readonly preview: StepPreview }) {
  const t = useText('cleaning');
  const format = useFormat();
  return (
    <ul className="hx-step-columns" aria-label={t('changedByColumn')}>
      {changed.map(({ column, cells }) => (
        <li key={column}>
          <span className="hx-ellipsis">{column}</span>
          <span className="hx-tabular">{format.exact(cells)}</span>
        </li>
      ))}
    </ul>
  );
}

function NotRead({ kind, preview: { notRead, notReadValues } }: { readonly kind: string; readonly preview: StepPreview }) {
  const t = useText('cleaning');
  const format = useFormat();
  return (
    <div className="hx-step-unread" data-testid="step-not-read">
      <p>{t(kind === 'region' ? 'notRead.region' : 'notRead.parse', { n: format.exact(notRead) })}</p>
      <ul>
        {notReadValues.map(({ value, rows }) => (
          <li key={value}>
            <span className="hx-cell-text">{value}</span> <span className="hx-faint hx-tabular">{format.exact(rows)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const LINE = { dataIndex: 'line', align: 'right', width: 90 } as const;

function Examples({ examples }: { readonly examples: readonly ChangedCell[] }) {
  const t = useText('cleaning');
  const format = useFormat();
  return (
    <Table<ChangedCell>
      size="small"
      pagination={false}
      rowKey={({ line, column }) => `${line}:${column}`}
      dataSource={[...examples]}
      title={() => t('examples', { n: examples.length })}
      onRow={({ line }) => ({ 'data-testid': `changed-${line}` }) as object}
      columns={[
        { title: t('line'), ...LINE, render: (line: number) => format.exact(line) },
        { title: t('column'), dataIndex: 'column', ellipsis: true, width: '24%' },
        { title: t('before'), dataIndex: 'before', render: (text: string | null) => <CellText text={text} /> },
        { title: t('after'), dataIndex: 'after', render: (text: string | null) => <CellText text={text} /> },
      ]}
    />
  );
}

type DroppedExample = StepPreview['dropped'][number];

function Dropped({ preview: { dropped, columnsBefore } }: { readonly preview: StepPreview }) {
  const t = useText('cleaning');
  const format = useFormat();
  const hasSurvivors = dropped.some(({ survivor }) => survivor !== null);
  return (
    <Table<DroppedExample>
      size="small"
      pagination={false}
      rowKey="line"
      dataSource={[...dropped]}
      title={() => t('droppedExamples', { n: dropped.length })}
      scroll={{ x: 'max-content' }}
      onRow={({ line }) => ({ 'data-testid': `dropped-${line}` }) as object}
      columns={[
        { title: t('line'), ...LINE, render: (line: number) => format.exact(line) },
        ...(hasSurvivors
          ? [{ title: t('survivor'), ...LINE, dataIndex: 'survivor', render: (line: number) => format.exact(line) }]
          : []),
        ...columnsBefore.map(({ name }, index) => ({
          title: name,
          key: `column:${name}`,
          render: (_: unknown, { cells }: DroppedExample) => <CellText text={cells[index] ?? null} />,
        })),
      ]}
    />
  );
}

/** A cell with its blanks to be seen; unknown is a word of its own. */
function CellText({ text }: { readonly text: string | null }) {
  const t = useText('cleaning');
  return text === null ? <span className="hx-faint">{t('unknown')}</span> : <span className="hx-cell-text">{text}</span>;
}
