import { Segmented } from 'antd';
import type { Picture } from '#shared/model/portraitTemplate';
import { useText } from '../../../text';

interface PictureSwitchProps {
  /** Of the tag. */
  readonly name: string;
  readonly pictures: readonly Picture[];
  readonly value: Picture;
  readonly onChange: (picture: Picture) => void;
}

/** One tag's pictures, where it has more than one. */
export function PictureSwitch({ name, pictures, value, onChange }: PictureSwitchProps) {
  const t = useText('portraitViews');
  if (pictures.length < 2) return null;
  return (
    <Segmented
      size="small"
      className="por-pictures"
      aria-label={t('pictures', { name })}
      value={value}
      onChange={onChange}
      options={pictures.map((picture) => ({
        value: picture,
        label: <span data-testid={`portrait-picture-${picture}`}>{t(`picture.${picture}`)}</span>,
      }))}
    />
  );
}
