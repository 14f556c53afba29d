import { Suspense } from 'react';
import { useWorkspace } from '../engine/workspace';
import { PinDialog } from '../features/boards/PinDialog';
import { ImportDialog } from '../features/data/ImportDialog';
import { RescueDialog } from '../features/rescue/RescueDialog';
import { BoardItemsContext } from '../ui/boardItems';
import { LoadingState } from '../ui/LoadingState';
import { type PageTab, useNavigation } from '../ui/navigation';
import { PageName } from '../ui/pageName';
import { ActivityBar } from './ActivityBar';
import { boardItems } from './boardItems';
import { ChainBanner } from './ChainBanner';
import { CommandPalette } from './CommandPalette';
import { Notices } from './Notices';
import { NoWorkspace } from './NoWorkspace';
import { PassphraseDialog } from './PassphraseDialog';
import { needsWorkspace, pageComponents } from './pages';
import { StatusBar } from './StatusBar';
import { TabBar } from './TabBar';
import { useAppCommands } from './useAppCommands';
import './workbench.css';

/** The window: pages on the left, tabs above, the page, the state of the workspace below. */
export function Workbench() {
  useAppCommands();
  const tab = useNavigation(({ tabs, active }) => tabs.find(({ id }) => id === active));
  return (
    <div className="hx-workbench">
      <ActivityBar />
      <div className="hx-main">
        <TabBar />
        <ChainBanner />
        <main className="hx-content" id="content">
          {tab ? <TabContent key={tab.id} tab={tab} /> : null}
        </main>
      </div>
      <StatusBar />
      <CommandPalette />
      <ImportDialog />
      <PinDialog />
      <PassphraseDialog />
      <RescueDialog />
      <Notices />
    </div>
  );
}

function TabContent({ tab: { page, segment, table, customer } }: { readonly tab: PageTab }) {
  const hasWorkspace = useWorkspace(({ info }) => info !== null);
  const PageComponent = pageComponents[page];
  if (!PageComponent) return null;
  return (
    <PageName value={page}>
      <Suspense fallback={<LoadingState />}>
        {needsWorkspace(page) && !hasWorkspace ? (
          <NoWorkspace page={page} />
        ) : (
          <BoardItemsContext value={boardItems}>
            <PageComponent
              {...(segment === undefined ? {} : { segment })}
              {...(table === undefined ? {} : { table })}
              {...(customer === undefined ? {} : { customer })}
            />
          </BoardItemsContext>
        )}
      </Suspense>
    </PageName>
  );
}
