import {
  ApartmentOutlined,
  AppstoreOutlined,
  BulbOutlined,
  ConsoleSqlOutlined,
  DatabaseOutlined,
  ExperimentOutlined,
  ExportOutlined,
  IdcardOutlined,
  NodeIndexOutlined,
  PieChartOutlined,
  TagsOutlined,
} from '@ant-design/icons';
import { type ComponentType, lazy, type ReactNode } from 'react';
import type { Command } from '#shared/rpc/shell';
import type { TextKey } from '../text';
import type { Page, PageTarget } from '../ui/navigation';

type PageComponent = ComponentType<Omit<PageTarget, 'page'>>;

const DataPage = lazy(async () => ({ default: (await import('../features/data/DataPage')).DataPage }));
const WelcomePage = lazy(async () => ({ default: (await import('../features/welcome/WelcomePage')).WelcomePage }));
const SettingsPage = lazy(async () => ({ default: (await import('../features/settings/SettingsPage')).SettingsPage }));
const TagsPage = lazy(async () => ({ default: (await import('../features/tags/TagsPage')).TagsPage }));
const SegmentsPage = lazy(async () => ({ default: (await import('../features/segments/SegmentsPage')).SegmentsPage }));
const PortraitsPage = lazy(async () => ({ default: (await import('../features/portraits/PortraitsPage')).PortraitsPage }));
const InsightPage = lazy(async () => ({ default: (await import('../features/insight/InsightPage')).InsightPage }));
const SqlPage = lazy(async () => ({ default: (await import('../features/sql/SqlPage')).SqlPage }));
const CustomerPage = lazy(async () => ({ default: (await import('../features/customer/CustomerPage')).CustomerPage }));
const BoardsPage = lazy(async () => ({ default: (await import('../features/boards/BoardsPage')).BoardsPage }));
const JourneysPage = lazy(async () => ({ default: (await import('../features/journeys/JourneysPage')).JourneysPage }));
const CampaignsPage = lazy(async () => ({ default: (await import('../features/campaigns/CampaignsPage')).CampaignsPage }));
const ExportsPage = lazy(async () => ({ default: (await import('../features/exports/ExportsPage')).ExportsPage }));
const AboutPage = lazy(async () => ({ default: (await import('../features/about/AboutPage')).AboutPage }));

export const pageComponents: Partial<Record<Page, PageComponent>> = {
  welcome: WelcomePage,
  data: DataPage,
  tags: TagsPage,
  segments: SegmentsPage,
  portraits: PortraitsPage,
  insight: InsightPage,
  sql: SqlPage,
  customer: CustomerPage,
  boards: BoardsPage,
  journeys: JourneysPage,
  campaigns: CampaignsPage,
  exports: ExportsPage,
  settings: SettingsPage,
  about: AboutPage,
};

/** Pages that show a workspace, in the order of the activity bar. */
export const activities: readonly {
  readonly page: Page;
  readonly command: Command;
  readonly icon: ReactNode;
  readonly key: string;
}[] = [
  { page: 'data', command: 'view.data', icon: <DatabaseOutlined />, key: '1' },
  { page: 'tags', command: 'view.tags', icon: <TagsOutlined />, key: '2' },
  { page: 'segments', command: 'view.segments', icon: <ApartmentOutlined />, key: '3' },
  { page: 'portraits', command: 'view.portraits', icon: <PieChartOutlined />, key: '4' },
  { page: 'insight', command: 'view.insight', icon: <BulbOutlined />, key: '5' },
  { page: 'sql', command: 'view.sql', icon: <ConsoleSqlOutlined />, key: '6' },
  { page: 'customer', command: 'view.customer', icon: <IdcardOutlined />, key: '7' },
  { page: 'boards', command: 'view.boards', icon: <AppstoreOutlined />, key: '8' },
  { page: 'journeys', command: 'view.journeys', icon: <NodeIndexOutlined />, key: '9' },
  { page: 'campaigns', command: 'view.campaigns', icon: <ExperimentOutlined />, key: 'Shift+A' },
  { page: 'exports', command: 'view.exports', icon: <ExportOutlined />, key: 'Shift+E' },
];

/** A reviewer checks packages of others without one. */
export function needsWorkspace(page: Page): boolean {
  return page !== 'exports' && activities.some((activity) => activity.page === page);
}

/** The name of a page in the shell's texts. */
export function pageText(page: Page): TextKey<'shell'> {
  return `page.${page}`;
}
