import { notification } from 'antd';
import { useEffect } from 'react';
import { dismissNotice, type Notice, useNotices } from '../engine/notices';
import { useText } from '../text';
import { ErrorDetails } from '../ui/ErrorNotice';

const SECONDS = { success: 4, info: 6, warning: 10, error: 0 };

/** Shows what the user is told; errors stay until they are closed. */
export function Notices() {
  const [api, holder] = notification.useNotification({ placement: 'bottomRight', bottom: 40, stack: { threshold: 3 } });
  const notices = useNotices(({ notices: all }) => all);
  const describe = useNoticeTexts();
  useEffect(() => {
    for (const notice of notices) {
      api[notice.kind]({ key: notice.id, duration: SECONDS[notice.kind], ...describe(notice) });
      dismissNotice(notice.id);
    }
  }, [notices, api, describe]);
  return holder;
}

function useNoticeTexts() {
  const t = useText('shell');
  const titles = useText('errors');
  return ({ text, params, error }: Notice) => ({
    title: error ? titles(error.code) : text ? t(`notice.${text}`, params) : '',
    description: error ? <ErrorDetails error={error} /> : undefined,
  });
}
