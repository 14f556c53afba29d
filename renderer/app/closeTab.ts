import { useNavigation } from '../ui/navigation';
import { useClosing } from './closing';

/** Closes a tab; one with unsaved changes asks first. */
export function closeTab(id: string | null): void {
  const { tabs, close } = useNavigation.getState();
  const tab = tabs.find((candidate) => candidate.id === id);
  if (!tab) return;
  if (tab.dirty) useClosing.setState({ tab });
  else close(tab.id);
}
