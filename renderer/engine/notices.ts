import { create } from 'zustand';
import type { HuaxiangError } from '#shared/model/result';

/** Something the user is told, wherever they are. `text` names a sentence of the shell's texts. */
export interface Notice {
  readonly id: number;
  readonly kind: 'success' | 'info' | 'warning' | 'error';
  readonly text?: NoticeText;
  readonly params?: Readonly<Record<string, string>>;
  readonly error?: HuaxiangError;
  /** What can be done about it at once. */
  readonly action?: { readonly text: 'undo'; readonly run: () => void };
}

export type NoticeText =
  | 'engineStopped'
  | 'engineRestarted'
  | 'engineReopened'
  | 'engineFailed'
  | 'saved'
  | 'recipeCopied'
  | 'savedAs'
  | 'reportSaved'
  | 'fileSaved'
  | 'ordersMoved'
  | 'pinned'
  | 'copied'
  | 'erased'
  | 'recovered'
  | 'passphraseChanged'
  | 'rolledBack'
  | 'changeRemoved'
  | 'classSaved'
  | 'kindsSaved'
  | 'cleaningSaved'
  | 'cleaned'
  | 'folderLeftOut'
  | 'folderWithoutData';

let lastId = 0;

export const useNotices = create<{ readonly notices: readonly Notice[] }>(() => ({ notices: [] }));

export function notify(notice: Omit<Notice, 'id'>): void {
  lastId += 1;
  const added = { ...notice, id: lastId };
  useNotices.setState(({ notices }) => ({ notices: [...notices, added] }));
}

/** Tells an error with its hint and reference; a cancelled call is no news. */
export function notifyError(error: HuaxiangError): void {
  if (error.code !== 'CANCELLED') notify({ kind: 'error', error });
}

export function dismissNotice(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}
