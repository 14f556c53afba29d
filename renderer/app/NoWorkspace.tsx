import { FolderOpenOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useText } from '../text';
import { EmptyState } from '../ui/EmptyState';
import { openPage, type Page } from '../ui/navigation';
import { PageFrame } from '../ui/PageFrame';
import { pageText } from './pages';

/** A page of a workspace while none is open. */
export function NoWorkspace({ page }: { readonly page: Page }) {
  const t = useText('shell');
  return (
    <PageFrame title={t(pageText(page))} state="complete">
      <EmptyState
        icon={<FolderOpenOutlined />}
        title={t('noWorkspace')}
        description={t('noWorkspaceText')}
        action={
          <Button type="primary" onClick={() => openPage({ page: 'welcome' })} data-testid="go-welcome">
            {t('page.welcome')}
          </Button>
        }
      />
    </PageFrame>
  );
}
