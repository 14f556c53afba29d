import type { Anchors } from './ports';

/** Of a host that has nowhere to keep anything beside a workspace, or should not. */
export const noAnchors: Anchors = { read: async () => null, write: async () => undefined };
