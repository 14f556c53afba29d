import { Alert, Button } from 'antd';
import type { ImportTemplate } from '#shared/model/import';
import { useFormat, useText } from '../../text';
import { type ImportDraft, likeTemplate } from './importDraft';

interface TemplateNoticeProps {
  readonly template: ImportTemplate;
  readonly draft: ImportDraft;
  readonly onUse: (draft: ImportDraft) => void;
}

/** Offers the choices that were made for a file with the same columns, and its table. */
export function TemplateNotice({ template, draft, onUse }: TemplateNoticeProps) {
  const t = useText('data');
  const format = useFormat();
  const { file, table, importedAt } = template;
  return (
    <Alert
      className="hx-import-template"
      type="info"
      showIcon
      title={t('templateFound', { file, table, day: format.date(importedAt) })}
      action={
        <Button size="small" onClick={() => onUse(likeTemplate(template, draft))} data-testid="import-use-template">
          {t('templateUse')}
        </Button>
      }
      data-testid="import-template"
    />
  );
}
