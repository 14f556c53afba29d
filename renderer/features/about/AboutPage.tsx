import { SafetyCertificateOutlined } from '@ant-design/icons';
import { useKernel } from '../../engine/kernel';
import { useShellState } from '../../engine/shell';
import { useText } from '../../text';
import { NumberText } from '../../ui/NumberText';
import { PageFrame } from '../../ui/PageFrame';
import { InstallationCard } from './InstallationCard';
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
  ['Monaco Editor, hucre, hyparquet, pinyin-pro, sql-formatter', 'MIT'],
  ['cephes', 'BSD-3-Clause'],
];

export function AboutPage() {
  const t = useText('about');
  const shell = useText('shell');
  return (
    <PageFrame title={shell('page.about')} subtitle={t('subtitle')} state="complete">
      <div className="hx-about">
        <Privacy />
        <div className="hx-about-column">
          <Versions />
          <InstallationCard />
        </div>
        <Licences />
      </div>
    </PageFrame>
  );
}

function Privacy() {
  const t = useText('about');
  const { blockedRequests } = useShellState();
  return (
    <section className="hx-card hx-about-card hx-about-privacy" aria-label={t('privacy')}>
      <SafetyCertificateOutlined className="hx-about-shield" aria-hidden />
      <div>
        <h2 className="hx-about-title">{t('privacy')}</h2>
        <p className="hx-secondary">{t('blockedText')}</p>
      </div>
      <div className="hx-about-count" data-testid="blocked-requests">
        <NumberText value={blockedRequests} kind="exact" />
        <span>{t('blocked')}</span>
      </div>
    </section>
  );
}

function Versions() {
  const t = useText('about');
  const shell = useText('shell');
  const { versions, platform } = useShellState();
  const { data } = useKernel('engine.status', {});
  const rows: readonly (readonly [string, string])[] = [
    [t('app'), versions.app],
    ['DuckDB', data ? `${data.duckdbVersion} (${shell(`engine.${data.engine}`)})` : '…'],
    ['Electron', versions.electron],
    ['Chromium', versions.chrome],
    ['Node.js', versions.node],
    [t('platform'), platform],
  ];
  return (
    <section className="hx-card hx-about-card" aria-label={t('versions')}>
      <h2 className="hx-about-title">{t('versions')}</h2>
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
  const t = useText('about');
  return (
    <section className="hx-card hx-about-card" aria-label={t('licences')}>
      <h2 className="hx-about-title">{t('licences')}</h2>
      <p className="hx-secondary">{t('licencesText')}</p>
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
