import { CloseOutlined } from '@ant-design/icons';
import { Modal } from 'antd';
import type { KeyboardEvent } from 'react';
import { useText } from '../text';
import { type PageTab, useNavigation } from '../ui/navigation';
import { closeTab } from './closeTab';
import { useClosing } from './closing';
import { pageText } from './pages';

/** What is open, one tab each; arrow keys move, Delete closes, so does the middle mouse button. */
export function TabBar() {
  const t = useText('shell');
  const tabs = useNavigation((navigation) => navigation.tabs);
  return (
    <>
      <nav aria-label={t('tabs')}>
        <ul className="hx-tabs">
          {tabs.map((tab) => (
            <Tab key={tab.id} tab={tab} />
          ))}
        </ul>
      </nav>
      <UnsavedChanges />
    </>
  );
}

function Tab({ tab }: { readonly tab: PageTab }) {
  const t = useText('shell');
  const { active, select } = useNavigation();
  const selected = active === tab.id;
  const page = t(pageText(tab.page));
  const name = tab.title ? `${page} · ${tab.title}` : page;
  return (
    <li className="hx-tab" data-selected={selected}>
      <button
        type="button"
        id={`tab-${tab.id}`}
        aria-current={selected ? 'page' : undefined}
        className="hx-tab-name"
        data-testid={`tab-${tab.id}`}
        onClick={() => select(tab.id)}
        onAuxClick={(event) => event.button === 1 && closeTab(tab.id)}
        onKeyDown={(event) => pressKey(event, tab.id)}
      >
        <span className="hx-ellipsis">{name}</span>
        {tab.dirty ? <span className="hx-tab-dirty" role="img" aria-label={t('unsaved')} /> : null}
      </button>
      <button
        type="button"
        className="hx-tab-close"
        tabIndex={-1}
        aria-label={t('closeTab', { name })}
        data-testid={`tab-close-${tab.id}`}
        onClick={() => closeTab(tab.id)}
      >
        <CloseOutlined aria-hidden />
      </button>
    </li>
  );
}

function pressKey(event: KeyboardEvent, id: string): void {
  if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
    useNavigation.getState().step(event.key === 'ArrowRight' ? 1 : -1);
    requestAnimationFrame(() => document.getElementById(`tab-${useNavigation.getState().active}`)?.focus());
  } else if (event.key === 'Delete') closeTab(id);
}

function UnsavedChanges() {
  const t = useText('shell');
  const { tab } = useClosing();
  const leave = () => useClosing.setState({ tab: null });
  const discard = () => {
    if (tab) useNavigation.getState().close(tab.id);
    leave();
  };
  return (
    <Modal
      open={tab !== null}
      width={420}
      title={t('unsavedTitle', { name: tab?.title ?? '' })}
      okText={t('discard')}
      okButtonProps={{ danger: true }}
      onOk={discard}
      onCancel={leave}
    >
      {t('unsavedText')}
    </Modal>
  );
}
