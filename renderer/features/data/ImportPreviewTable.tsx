import { Input, Select, Tag, Tooltip } from 'antd';
import type { DataClass } from '#shared/model/classification';
import type { ImportPreview } from '#shared/model/import';
import { COLUMN_TYPES, type ColumnPreview } from '#shared/model/import';
import { useText } from '../../text';
import { ClassBadge } from '../../ui/ClassBadge';
import { isNumeric } from '../../ui/grid/gridColumns';
import type { ImportDraft } from './importDraft';
import { chooseType, chooseUnit, nullTokens, renameColumn } from './importDraft';

interface ImportPreviewTableProps {
  readonly preview: ImportPreview;
  readonly draft: ImportDraft;
  readonly onChange: (draft: ImportDraft) => void;
}

/** The first rows as they stand in the file, with what will be unknown marked, under names and types that can be changed. */
export function ImportPreviewTable({ preview: { columns, rows, classes = [] }, draft, onChange }: ImportPreviewTableProps) {
  const t = useText('data');
  const unknown = nullTokens(draft.options);
  const nullsGiven = draft.options.nulls !== undefined;
  return (
    <section className="hx-import-preview" aria-label={t('preview')}>
      <table data-testid="import-preview">
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={column.name} scope="col">
                <ColumnHead
                  column={column}
                  dataClass={classes[index] ?? 'C1'}
                  chosen={draft.options.types?.[column.name] !== undefined}
                  onRename={(name) => onChange(renameColumn(draft, columns, index, name))}
                  onType={(type) => onChange(chooseType(draft, column.name, type))}
                  onUnit={(unit) => onChange(chooseUnit(draft, column.name, unit))}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {numbered(rows).map(({ line, row }) => (
            <tr key={line}>
              {columns.map(({ name, type, nulls }, at) => (
                <td key={name} data-numeric={isNumeric(type)}>
                  <PreviewCell text={row[at] ?? null} unknown={nullsGiven ? unknown : (nulls ?? unknown)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function PreviewCell({ text, unknown }: { readonly text: string | null; readonly unknown: readonly string[] }) {
  const common = useText('common');
  if (text !== null && !unknown.includes(text)) return text;
  return (
    <span className="hx-grid-null" title={text ?? ''}>
      {common('null')}
    </span>
  );
}

/** The head of a file has no key of its own; its order never changes. */
function numbered(rows: ImportPreview['rows']) {
  return rows.map((row, line) => ({ line, row }));
}

interface ColumnHeadProps {
  readonly column: ColumnPreview;
  readonly dataClass: DataClass;
  /** The user chose the type. */
  readonly chosen: boolean;
  readonly onRename: (name: string) => void;
  readonly onType: (type: ColumnPreview['type']) => void;
  readonly onUnit: (unit: string) => void;
}

function ColumnHead({ column, dataClass, chosen, onRename, onType, onUnit }: ColumnHeadProps) {
  const t = useText('data');
  const common = useText('common');
  const { name, type, unit = '' } = column;
  return (
    <div className="hx-import-column">
      <Input
        key={name}
        size="small"
        variant="borderless"
        defaultValue={name}
        aria-label={t('columnName', { name })}
        onBlur={(event) => event.target.value !== name && onRename(event.target.value)}
        onPressEnter={(event) => event.currentTarget.blur()}
        data-testid={`import-name-${name}`}
      />
      <div className="hx-import-type">
        <Select
          size="small"
          variant="filled"
          value={type}
          aria-label={t('columnType', { name })}
          onChange={onType}
          options={COLUMN_TYPES.map((value) => ({
            value,
            label: <span data-testid={`import-type-${name}-${value}`}>{common(`type.${value}`)}</span>,
          }))}
          popupMatchSelectWidth={false}
          style={{ minWidth: 84 }}
          data-testid={`import-type-${name}`}
        />
        {isNumeric(type) ? (
          <Input
            key={unit}
            size="small"
            variant="borderless"
            className="hx-import-unit"
            defaultValue={unit}
            placeholder={t('noUnit')}
            maxLength={20}
            aria-label={t('unitOf', { name })}
            onBlur={(event) => event.target.value !== unit && onUnit(event.target.value)}
            onPressEnter={(event) => event.currentTarget.blur()}
            data-testid={`import-unit-${name}`}
          />
        ) : null}
        {dataClass === 'C1' ? null : <ClassBadge dataClass={dataClass} />}
        {chosen ? null : <Guess column={column} />}
      </div>
    </div>
  );
}

/** Why the type was guessed where that may surprise, and what was taken for unknown. */
function Guess({ column: { reason, nulls } }: { readonly column: ColumnPreview }) {
  const t = useText('data');
  const reasons = useText('typeReasons');
  const unknown = nulls ? t('guessedNulls', { tokens: nulls.join(' ') }) : '';
  if (!reason) return null;
  return (
    <Tooltip title={`${reasons(`${reason}Text`)} ${unknown}`}>
      <Tag variant="filled" color="processing" tabIndex={0}>
        {reasons(reason)}
      </Tag>
    </Tooltip>
  );
}
