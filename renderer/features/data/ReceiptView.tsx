import type { ReactNode } from 'react';
import type { ImportReceipt } from '#shared/model/import';
import { useFormat, useText } from '../../text';
import { CopyButton } from '../../ui/CopyButton';
import { receiptNames } from '../../ui/receiptNames';
import { partLabel } from './importDraft';
import { ReceiptFiles } from './ReceiptFiles';
import './receipt.css';

/** The evidence of an import: which bytes were read, how, and what became of every row. */
export function ReceiptView({ receipt }: { readonly receipt: ImportReceipt }) {
  const t = useText('data');
  const common = useText('common');
  const format = useFormat();
  const yesNo = (value: boolean) => common(value ? 'yes' : 'no');
  const nulls = receipt.options.nulls;
  return (
    <div className="hx-receipt" data-testid="receipt">
      <dl className="hx-card hx-receipt-facts">
        <Fact name={t('receiptNumber')}>{receiptNames([receipt.id])}</Fact>
        <Fact name={t('file')}>
          {receipt.files ? t('severalFiles', { file: receipt.file, n: receipt.files.length }) : receipt.file}
        </Fact>
        {receipt.entry === undefined ? null : <Fact name={t('entry')}>{receipt.entry}</Fact>}
        <Fact name={t('size')}>{`${format.bytes(receipt.size)} (${format.exact(receipt.size)} B)`}</Fact>
        <Fact name="SHA-256">
          <span className="hx-mono">{receipt.sha256}</span>
        </Fact>
        <Fact name={t('rowsRead')}>{format.exact(receipt.rowsRead)}</Fact>
        <Fact name={t('rowsKept')}>{format.exact(receipt.rows)}</Fact>
        <Fact name={t('rowsRejected')}>{format.exact(receipt.rejected)}</Fact>
        <Fact name={t('format')}>{t(`format.${receipt.format}`)}</Fact>
        {receipt.format === 'csv' || receipt.format === 'fixed' ? (
          <Fact name={t('encoding')}>{receipt.encoding.toUpperCase()}</Fact>
        ) : null}
        {receipt.delimiter === undefined ? null : (
          <Fact name={t('delimiter')}>
            <code className="hx-key">{receipt.delimiter === '\t' ? t('tab') : receipt.delimiter}</code>
          </Fact>
        )}
        {receipt.quote ? (
          <Fact name={t('quote')}>
            <code className="hx-key">{receipt.quote}</code>
          </Fact>
        ) : null}
        {receipt.header === undefined ? null : <Fact name={t('header')}>{yesNo(receipt.header)}</Fact>}
        {receipt.part === undefined ? null : <Fact name={t(partLabel(receipt.format))}>{receipt.part}</Fact>}
        {receipt.leftOut === undefined ? null : <Fact name={t('leftOut')}>{receipt.leftOut.join(common('listJoin'))}</Fact>}
        {receipt.skipped === undefined ? null : <Fact name={t('skipped')}>{format.exact(receipt.skipped.length)}</Fact>}
        {nulls === undefined ? null : <Fact name={t('nulls')}>{nullsText(nulls)}</Fact>}
        <Fact name={t('importedAt')}>{format.date(receipt.importedAt)}</Fact>
        <Fact name={t('took')}>{format.duration(receipt.seconds)}</Fact>
        <CopyButton size="small" label={t('copyReceipt')} text={() => JSON.stringify(receipt, null, 2)} testId="receipt-copy" />
      </dl>
      {receipt.files ? <ReceiptFiles files={receipt.files} /> : null}
      <section className="hx-card hx-receipt-columns" aria-label={t('columnTypes')}>
        <h3 className="hx-receipt-title">{t('columnTypes')}</h3>
        <ol>
          {receipt.columns.map(({ name, type }) => (
            <li key={name}>
              <span className="hx-ellipsis" title={name}>
                {name}
              </span>
              <span className="hx-faint">{common(`type.${type}`)}</span>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="hx-tabular">{children}</dd>
    </div>
  );
}

function nullsText(nulls: NonNullable<ImportReceipt['options']['nulls']>): string {
  if (Array.isArray(nulls)) return nulls.join(', ');
  return Object.entries(nulls)
    .map(([column, tokens]) => `${column}: ${tokens.join(', ')}`)
    .join('; ');
}
