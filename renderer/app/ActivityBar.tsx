import { HomeOutlined, InfoCircleOutlined, SettingOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useText } from '../text';
import { openPage, type Page, useNavigation } from '../ui/navigation';
import { activities, pageComponents, pageText } from './pages';

/** The way to every page; the pages of the workspace first. */
export function ActivityBar() {
  const t = useText('shell');
  return (
    <nav className="hx-activity" aria-label={t('pages')}>
      <div>
        <ActivityButton page="welcome" icon={<HomeOutlined />} />
        {activities
          .filter(({ page }) => pageComponents[page])
          .map(({ page, icon, key }) => (
            <ActivityButton key={page} page={page} icon={icon} shortcut={key} />
          ))}
      </div>
      <div>
        <ActivityButton page="settings" icon={<SettingOutlined />} />
        <ActivityButton page="about" icon={<InfoCircleOutlined />} />
      </div>
    </nav>
  );
}

interface ActivityButtonProps {
  readonly page: Page;
  readonly icon: ReactNode;
  readonly shortcut?: string;
}

function ActivityButton({ page, icon, shortcut }: ActivityButtonProps) {
  const t = useText('shell');
  const current = useNavigation(({ tabs, active }) => tabs.find(({ id }) => id === active)?.page === page);
  const name = t(pageText(page));
  return (
    <button
      type="button"
      className="hx-activity-button"
      aria-current={current ? 'page' : undefined}
      aria-keyshortcuts={shortcut ? `Control+${shortcut}` : undefined}
      title={shortcut ? `${name} (Ctrl+${shortcut})` : name}
      data-testid={`activity-${page}`}
      onClick={() => openPage({ page })}
    >
      <span className="hx-activity-icon" aria-hidden>
        {icon}
      </span>
      <span className="hx-activity-name">{name}</span>
    </button>
  );
}
