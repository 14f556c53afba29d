import { Select } from 'antd';
import { useFormat, useText } from '../../text';
import { ImportField } from './ImportField';
import { type PartProps, partLabel, readDifferently, readEntry } from './importDraft';

/** Which file of an archive is read. */
export function EntryField({ preview: { entry, entries = [] }, draft, onChange }: PartProps) {
  const t = useText('data');
  const format = useFormat();
  return (
    <ImportField label={t('entry')}>
      <Select
        aria-label={t('entry')}
        value={draft.options.entry ?? entry ?? null}
        options={entries.map(({ name, size }) => ({ value: name, label: name, size }))}
        optionRender={({ data }) => (
          <div className="hx-import-encoding">
            <span className="hx-ellipsis">{data.label}</span>
            <span className="hx-faint">{format.bytes(data.size)}</span>
          </div>
        )}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(name) => name && onChange(readEntry(draft, name))}
        popupMatchSelectWidth={420}
        style={{ width: 220 }}
        data-testid="import-entry"
      />
    </ImportField>
  );
}

/** Which sheet, table or array of the file is read. */
export function PartField({ preview: { format, part, parts = [] }, draft, onChange }: PartProps) {
  const t = useText('data');
  const label = t(partLabel(format));
  return (
    <ImportField label={label}>
      <Select
        aria-label={label}
        value={draft.options.part ?? part ?? null}
        options={parts.map(({ name, hidden }) => ({ value: name, label: hidden ? t('hiddenPart', { name }) : name }))}
        onChange={(name) => name && onChange(readDifferently(draft, { part: name }))}
        style={{ width: 180 }}
        data-testid="import-part"
      />
    </ImportField>
  );
}
