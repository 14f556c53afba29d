import { SafetyCertificateOutlined } from '@ant-design/icons';
import { useKernel } from '../../engine/kernel';
import { useShellState } from '../../engine/shell';
import { useText } from '../../text';
import { NumberText } from '../../ui/NumberText';
import { PageFrame } from '../../ui/PageFrame';
import './about.css';

/** What the application carries with it, and under which licence. */
const SOFTWARE: readonly (readonly [name: string, licence: string])[] = [
  ['Electron, Chromium', 'MIT, BSD-3-Clause'],
  ['DuckDB', 'MIT'],
  ['React', 'MIT'],
  ['Ant Design', 'MIT'],
  ['Apache ECharts', 'Apache-2.0'],
  ['Apache Arrow', 'Apache-2.0'],
  ['parquet-wasm', 'MIT / Apache-2.0'],
  ['TanStack Query, Zustand, Immer, Zod', 'MIT'],
  ['i18next, Day.js, dnd-kit', 'MIT'],
  ['Monaco Editor, hucre, pinyin-pro, sql-formatter', 'MIT'],
  ['cephes', 'BSD-3-Clause'],
];

export function AboutPage() {
  const t = useText('shell');
  return (
    <PageFrame title={t('page.about')} subtitle={t('aboutSubtitle')} state="complete">
      <div className="hx-about">
        <Privacy />
        <Versions />
        <Licences />
      </div>
    </PageFrame>
  );
}

function Privacy() {
  const t = useText('shell');
  const { blockedRequests } = useShellState();
  return (
    <section className="hx-card hx-about-card hx-about-privacy" aria-label={t('aboutPrivacy')}>
      <SafetyCertificateOutlined className="hx-about-shield" aria-hidden />
      <div>
        <h2 className="hx-about-title">{t('aboutPrivacy')}</h2>
        <p className="hx-secondary">{t('aboutBlockedText')}</p>
      </div>
      <div className="hx-about-count" data-testid="blocked-requests">
        <NumberText value={blockedRequests} kind="exact" />
        <span>{t('aboutBlocked')}</span>
      </div>
    </section>
  );
}

function Versions() {
  const t = useText('shell');
  const { versions, platform } = useShellState();
  const { data } = useKernel('engine.status', {});
  const rows: readonly (readonly [string, string])[] = [
    [t('aboutApp'), versions.app],
    ['DuckDB', data ? `${data.duckdbVersion} (${t(`engine.${data.engine}`)})` : '…'],
    ['Electron', versions.electron],
    ['Chromium', versions.chrome],
    ['Node.js', versions.node],
    [t('aboutPlatform'), platform],
  ];
  return (
    <section className="hx-card hx-about-card" aria-label={t('aboutVersions')}>
      <h2 className="hx-about-title">{t('aboutVersions')}</h2>
      <dl className="hx-about-list">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="hx-tabular">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Licences() {
  const t = useText('shell');
  return (
    <section className="hx-card hx-about-card" aria-label={t('aboutLicences')}>
      <h2 className="hx-about-title">{t('aboutLicences')}</h2>
      <p className="hx-secondary">{t('aboutLicencesText')}</p>
      <dl className="hx-about-list">
        {SOFTWARE.map(([name, licence]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{licence}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
