/** The only messages between the main process and a window's preload. Main checks who sends each of them. */
export const CHANNELS = {
  /** main → preload → page: a `ToPage`, with the ports that belong to it. */
  toPage: 'huaxiang.toPage',
  /** preload → main: the page's own scripts have run and listen; carries an id made anew for each load of a page. */
  pageLoaded: 'huaxiang.pageLoaded',
  /** preload → main: paths of files dropped on the window. */
  filesDropped: 'huaxiang.filesDropped',
  /** preload → main: the content policy refused a network request. */
  requestRefused: 'huaxiang.requestRefused',
} as const;

/** A message for the page whose preload made this id. */
export interface ToPage {
  readonly page: string;
  readonly message: unknown;
}
