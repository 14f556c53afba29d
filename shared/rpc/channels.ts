/** The only messages between the main process and a window's preload. Main checks who sends each of them. */
export const CHANNELS = {
  /** main → preload → page: a message, with the ports that belong to it. */
  toPage: 'huaxiang.toPage',
  /** preload → main: the page's own scripts have run and listen. */
  pageLoaded: 'huaxiang.pageLoaded',
  /** preload → main: paths of files dropped on the window. */
  filesDropped: 'huaxiang.filesDropped',
  /** preload → main: the content policy refused a network request. */
  requestRefused: 'huaxiang.requestRefused',
} as const;
