import { createContext } from 'react';
import type { PortraitComparisonSpec } from '#shared/model/portrait';

/** What the page asked for, so that a picture can be pinned; null where it is pinned already. */
export const AskedComparisonContext = createContext<PortraitComparisonSpec | null>(null);
