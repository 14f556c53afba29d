import { QuestionCircleOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';

/** A question mark that explains a word, on hover and on focus. */
export function HelpTip({ text }: { readonly text: string }) {
  return (
    <Tooltip title={text} trigger={['hover', 'focus']}>
      <button type="button" className="hx-help" aria-label={text}>
        <QuestionCircleOutlined aria-hidden />
      </button>
    </Tooltip>
  );
}
