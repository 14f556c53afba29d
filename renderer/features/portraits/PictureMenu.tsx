import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import type { PortraitTag } from '#shared/model/answers';
import { useText } from '../../text';
import { DRAWINGS, useReport } from './useReport';

/** Saves one tag as a picture: not what is on the screen, but the report's drawing, which keeps small cells to itself. */
export function PictureMenu({ tag }: { readonly tag: Pick<PortraitTag, 'tag' | 'name'> }) {
  const t = useText('portraits');
  const { save, busy } = useReport();
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: DRAWINGS.map((purpose) => ({
          key: purpose,
          label: <span data-testid={`portrait-drawing-${purpose}`}>{t(`picture.${purpose}`)}</span>,
          onClick: () => void save({ purpose, tag }),
        })),
      }}
    >
      <Button
        size="small"
        type="text"
        icon={<MoreOutlined />}
        loading={busy}
        aria-haspopup="menu"
        aria-label={t('picture', { name: tag.name })}
        data-testid={`portrait-drawings-of-${tag.tag}`}
      />
    </Dropdown>
  );
}
