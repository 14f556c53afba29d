import { AutoComplete, Input, Segmented, Select, Switch } from 'antd';
import type { ImportFormat, TextEncodingName } from '#shared/model/import';
import type { TableInfo } from '#shared/model/workspace';
import { useFormat, useText } from '../../text';
import { ImportField } from './ImportField';
import { EntryField, PartField } from './ImportPartFields';
import { nullTokens, type PartProps, readAsNull, readDifferently } from './importDraft';

const DELIMITERS = [',', ';', '\t', '|'] as const;
const QUOTES = ['"', "'", ''] as const;

/** How the file is cut into rows and columns. */
export function ImportOptionsForm({ preview, tables, draft, onChange }: PartProps & { readonly tables: readonly TableInfo[] }) {
  const t = useText('data');
  const format = useFormat();
  const { format: kind } = preview;
  return (
    <div className="hx-import-options">
      <div className="hx-import-file">
        <strong className="hx-ellipsis" title={(preview.files ?? [preview.file]).join('\n')}>
          {preview.files ? t('severalFiles', { file: preview.file, n: preview.files.length }) : preview.file}
        </strong>
        <span className="hx-secondary">
          {[format.bytes(preview.size), isText(kind) ? encodingName(preview.encoding) : t(`format.${kind}`)].join(' · ')}
        </span>
      </div>
      <ImportField label={t('tableName')}>
        <AutoComplete
          aria-label={t('tableName')}
          value={draft.table ?? preview.table}
          options={tables.map(({ name }) => ({ value: name, label: t('replaceTable', { name }) }))}
          showSearch={{
            filterOption: (typed, option) => option?.value.toLowerCase().includes(typed.trim().toLowerCase()) ?? false,
          }}
          onChange={(name: string) => onChange({ ...draft, table: name })}
          style={{ width: 190 }}
        >
          <Input maxLength={255} data-testid="import-table" />
        </AutoComplete>
      </ImportField>
      <ImportField label={t('format')}>
        <Segmented
          aria-label={t('format')}
          value={kind}
          onChange={(value) => onChange(readDifferently(draft, { format: value }))}
          options={formatsLike(kind).map((value) => ({ value, label: t(`format.${value}`) }))}
          data-testid="import-format"
        />
      </ImportField>
      {preview.encodings.length > 1 && isText(kind) ? (
        <EncodingField preview={preview} draft={draft} onChange={onChange} />
      ) : null}
      {preview.entries ? <EntryField preview={preview} draft={draft} onChange={onChange} /> : null}
      {preview.parts ? <PartField preview={preview} draft={draft} onChange={onChange} /> : null}
      {kind === 'csv' ? <CsvOptions preview={preview} draft={draft} onChange={onChange} /> : null}
      {preview.header === undefined ? null : (
        <ImportField label={t('header')}>
          <Switch
            aria-label={t('header')}
            checked={preview.header}
            onChange={(header) => onChange(readDifferently(draft, { header }))}
            data-testid="import-header"
          />
        </ImportField>
      )}
      <ImportField label={t('nulls')}>
        <Select
          mode="tags"
          aria-label={t('nulls')}
          placeholder={t('nullsPlaceholder')}
          value={[...nullTokens(draft.options)]}
          onChange={(tokens) => onChange(readAsNull(draft, tokens))}
          open={false}
          suffixIcon={null}
          style={{ minWidth: 240 }}
          data-testid="import-nulls"
        />
      </ImportField>
    </div>
  );
}

const ENCODING_NAMES: Readonly<Record<TextEncodingName, string>> = {
  'utf-8': 'UTF-8',
  gb18030: 'GB18030 / GBK',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252',
  shift_jis: 'Shift-JIS',
};

function isText(format: ImportFormat): boolean {
  return format === 'csv' || format === 'fixed' || format === 'json';
}

const TABLE_FORMATS: readonly ImportFormat[] = ['csv', 'fixed', 'parquet'];

/** What the file may be read as, too. */
function formatsLike(format: ImportFormat): readonly ImportFormat[] {
  return TABLE_FORMATS.includes(format) ? TABLE_FORMATS : [format];
}

function encodingName(encoding: string): string {
  return ENCODING_NAMES[encoding as TextEncodingName] ?? encoding.toUpperCase();
}

/** Each encoding the text is valid in, with how its first telling lines would read. */
function EncodingField({ preview, draft, onChange }: PartProps) {
  const t = useText('data');
  return (
    <ImportField label={t('encoding')}>
      <Select
        aria-label={t('encoding')}
        value={draft.options.encoding ?? preview.encodings[0]?.encoding ?? null}
        options={preview.encodings.map(({ encoding, sample }) => ({ value: encoding, label: encodingName(encoding), sample }))}
        optionRender={({ data }) => (
          <div className="hx-import-encoding" data-testid={`import-encoding-${data.value}`}>
            <span>{data.label}</span>
            <span className="hx-faint hx-ellipsis">{data.sample}</span>
          </div>
        )}
        onChange={(encoding) => encoding && onChange(readDifferently(draft, { encoding }))}
        popupMatchSelectWidth={420}
        style={{ width: 150 }}
        data-testid="import-encoding"
      />
    </ImportField>
  );
}

function CsvOptions({ preview, draft, onChange }: PartProps) {
  const t = useText('data');
  const name = (value: string) => ({ '\t': t('tab'), '': t('noQuote') })[value] ?? value;
  const choices = (values: readonly string[], now: string | undefined) =>
    [...new Set(now === undefined ? values : [...values, now])].map((value) => ({ value, label: name(value) }));
  return (
    <>
      <ImportField label={t('delimiter')}>
        <Select
          aria-label={t('delimiter')}
          value={preview.delimiter ?? null}
          options={choices(DELIMITERS, preview.delimiter)}
          onChange={(delimiter) => delimiter && onChange(readDifferently(draft, { delimiter }))}
          style={{ width: 86 }}
          data-testid="import-delimiter"
        />
      </ImportField>
      <ImportField label={t('quote')}>
        <Select
          aria-label={t('quote')}
          value={preview.quote ?? null}
          options={choices(QUOTES, preview.quote)}
          onChange={(quote) => quote !== null && onChange(readDifferently(draft, { quote }))}
          style={{ width: 76 }}
          data-testid="import-quote"
        />
      </ImportField>
    </>
  );
}
