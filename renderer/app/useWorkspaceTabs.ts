import { useEffect } from 'react';
import { useWorkspace } from '../engine/workspace';
import { openPage, useNavigation } from '../ui/navigation';

/** Every workspace starts with its data; without one there is the welcome page. */
export function useWorkspaceTabs(): void {
  useEffect(() => {
    showFirstPage();
    return useWorkspace.subscribe((now, before) => {
      if (now.session !== before.session || (now.info === null) !== (before.info === null)) showFirstPage();
    });
  }, []);
}

function showFirstPage(): void {
  useNavigation.getState().closeAll();
  openPage({ page: useWorkspace.getState().info ? 'data' : 'welcome' });
}
