import { Input } from 'antd';
import { useState } from 'react';
import { useText } from '../../text';
import type { ItemOf } from '../../ui/boardItems';

interface TextItemProps {
  readonly item: ItemOf<'text'>;
  readonly fixed: boolean;
  readonly onChange: (item: ItemOf<'text'>) => void;
}

/** What somebody says to the pictures around it. */
export function TextItem({ item, fixed, onChange }: TextItemProps) {
  const t = useText('boards');
  const [text, setText] = useState(item.text);
  if (fixed) return <div className="brd-text">{item.text}</div>;
  return (
    <Input.TextArea
      autoSize={{ minRows: 2 }}
      aria-label={t('text')}
      placeholder={t('textHint')}
      maxLength={10_000}
      value={text}
      onChange={({ target }) => setText(target.value)}
      onBlur={() => text !== item.text && onChange({ ...item, text })}
      data-testid="board-text"
    />
  );
}
