import { useText } from '../../text';

/** What the signs, colours and patterns of every card mean. */
export function PortraitLegend() {
  const t = useText('portraits');
  return (
    <ul className="por-legend">
      <li className="por-over">{t('legendOver')}</li>
      <li className="por-under">{t('legendUnder')}</li>
      <li className="hx-secondary">{t('legendSame')}</li>
      <li className="hx-secondary">{t('legendWhisker')}</li>
    </ul>
  );
}
