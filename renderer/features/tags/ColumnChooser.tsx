import { SettingOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popover } from 'antd';
import { useText } from '../../text';
import type { FactColumn } from './factColumns';

interface ColumnChooserProps {
  readonly columns: readonly FactColumn[];
  /** Their keys. */
  readonly shown: readonly string[];
  readonly onShow: (keys: readonly string[]) => void;
}

/** Which columns the table shows; outside its head, which antd draws a second time to measure it. */
export function ColumnChooser({ columns, shown, onShow }: ColumnChooserProps) {
  const t = useText('tags');
  const choice = (
    <Checkbox.Group
      className="tags-columns"
      value={[...shown]}
      options={columns.map(({ key, name }) => ({ value: key, label: name }))}
      onChange={onShow}
    />
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={choice}>
      <Button
        size="small"
        type="text"
        icon={<SettingOutlined />}
        aria-label={t('columns')}
        title={t('columns')}
        data-testid="tags-columns"
      />
    </Popover>
  );
}
