import { useEffect, useState } from 'react';
import type { Installation } from '#shared/rpc/shell';
import { callShell } from '../../engine/shell';
import { useText } from '../../text';

type Look = Installation | 'source' | 'looking' | 'failed';

/** Whether the program is the one that was packed, as far as it can say so itself. */
export function InstallationCard() {
  const t = useText('about');
  const look = useInstallation();
  const found = typeof look === 'object' ? look : null;
  return (
    <section className="hx-card hx-about-card hx-about-installation" aria-label={t('installation')}>
      <h2 className="hx-about-title">{t('installation')}</h2>
      <p className={found?.state === 'changed' ? 'hx-about-changed' : undefined} data-testid="installation">
        {found ? t(`installation.${found.state}`, { n: found.differences }) : t(`installation.${look as Exclude<Look, object>}`)}
      </p>
      {found && (
        <>
          <ul className="hx-about-files">
            {found.files.map(({ path, what }) => (
              <li key={path}>
                {t(`what.${what}`)} <code>{path}</code>
              </li>
            ))}
          </ul>
          {found.state !== 'unlisted' && (
            <p className="hx-secondary">
              {t('installation.signer')} <code>{found.signer ?? t('installation.unsigned')}</code>
            </p>
          )}
          <p className="hx-secondary">{t('installation.limit')}</p>
        </>
      )}
    </section>
  );
}

function useInstallation(): Look {
  const [look, setLook] = useState<Look>('looking');
  useEffect(() => {
    void callShell('shell.installation', {}).then((result) => setLook(result.ok ? (result.value ?? 'source') : 'failed'));
  }, []);
  return look;
}
