import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import type { PortraitPicture } from '#shared/model/portraitPicture';
import { useText } from '../../text';
import { DRAWINGS, useReport } from './useReport';

interface PictureMenuProps {
  readonly picture: PortraitPicture;
  /** What it is called, for its file and for those who cannot see it. */
  readonly name: string;
}

/** Saves a picture: not what is on the screen, but the report's drawing, which keeps small cells to itself. */
export function PictureMenu({ picture, name }: PictureMenuProps) {
  const t = useText('portraits');
  const { save, busy } = useReport();
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: DRAWINGS.map((purpose) => ({
          key: purpose,
          label: <span data-testid={`portrait-drawing-${purpose}`}>{t(`picture.${purpose}`)}</span>,
          onClick: () => void save({ purpose, picture, name }),
        })),
      }}
    >
      <Button
        size="small"
        type="text"
        icon={<MoreOutlined />}
        loading={busy}
        aria-haspopup="menu"
        aria-label={t('picture', { name })}
        data-testid={`portrait-drawings-of-${picture.kind === 'tag' ? picture.tag : picture.kind}`}
      />
    </Dropdown>
  );
}
