import { Checkbox } from 'antd';
import type { GrantedFile } from '#shared/rpc/shell';
import { useText } from '../../text';

interface ImportTogetherProps {
  readonly file: GrantedFile;
  /** The others with the same columns. */
  readonly mates: readonly GrantedFile[];
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** Offers to make one table of files with the same columns. */
export function ImportTogether({ file, mates, checked, onChange }: ImportTogetherProps) {
  const t = useText('data');
  if (mates.length === 0) return null;
  const names = [file, ...mates].map(({ name }) => name);
  return (
    <Checkbox
      checked={checked}
      onChange={({ target }) => onChange(target.checked)}
      className="hx-import-together"
      data-testid="import-together"
    >
      {t('together', { n: names.length })}
      <span className="hx-secondary" title={names.join('\n')}>
        {t('togetherText', { names: names.slice(0, 4).join(t('nameSeparator')), more: names.length > 4 ? ' …' : '' })}
      </span>
    </Checkbox>
  );
}
