import { Button, notification } from 'antd';
import { useEffect } from 'react';
import { dismissNotice, type Notice, useNotices } from '../engine/notices';
import { useText } from '../text';
import { ErrorDetails } from '../ui/ErrorNotice';

const SECONDS = { success: 4, undoable: 15, info: 6, warning: 10, error: 0 };

/** Shows what the user is told; errors stay until they are closed. */
export function Notices() {
  const [api, holder] = notification.useNotification({ placement: 'bottomRight', bottom: 40, stack: { threshold: 3 } });
  const notices = useNotices(({ notices: all }) => all);
  const describe = useNoticeTexts();
  useEffect(() => {
    for (const notice of notices) {
      const close = () => api.destroy(notice.id);
      api[notice.kind]({
        key: notice.id,
        duration: SECONDS[notice.action ? 'undoable' : notice.kind],
        ...describe(notice, close),
      });
      dismissNotice(notice.id);
    }
  }, [notices, api, describe]);
  return holder;
}

function useNoticeTexts() {
  const t = useText('notices');
  const titles = useText('errors');
  return ({ text, params, error, action }: Notice, close: () => void) => ({
    title: error ? titles(error.code) : text ? t(text, params) : '',
    description: error ? <ErrorDetails error={error} /> : undefined,
    actions: action ? (
      <Button
        size="small"
        onClick={() => {
          action.run();
          close();
        }}
        data-testid="notice-action"
      >
        {t(action.text)}
      </Button>
    ) : undefined,
  });
}
