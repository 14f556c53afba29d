import { Input } from 'antd';
import type { HuaxiangError } from '#shared/model/result';
import type { TagSource, TagSourceOf } from '#shared/model/tagSource';
import { useText } from '../../../text';
import { Field } from '../Field';
import { placeInText } from './placeInText';

interface ExpressionFormProps {
  readonly source: TagSourceOf<'expression'>;
  readonly error: HuaxiangError | undefined;
  readonly onChange: (source: TagSource) => void;
}

/** A scalar SQL expression; a problem in it is marked where it is. */
export function ExpressionForm({ source, error, onChange }: ExpressionFormProps) {
  const t = useText('tagForms');
  const column = error?.at?.column;
  const place = column === undefined ? undefined : placeInText(source.sql, column);
  return (
    <Field label={t('sql')} hint={t('sqlHint')}>
      <Input.TextArea
        className="hx-mono"
        autoSize={{ minRows: 5, maxRows: 16 }}
        spellCheck={false}
        aria-label={t('sql')}
        status={error?.at?.path === 'source.sql' ? 'error' : ''}
        placeholder={"CASE WHEN \"age\" >= 60 THEN 'senior' ELSE 'other' END"}
        value={source.sql}
        onChange={({ target }) => onChange({ ...source, sql: target.value })}
        data-testid="wizard-sql"
      />
      {place && (
        <pre className="hx-mono tags-sql-mark" data-testid="wizard-sql-mark">
          {`${place.before}`}
          <mark>{place.at}</mark>
          {place.after}
        </pre>
      )}
    </Field>
  );
}
