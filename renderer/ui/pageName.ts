import { createContext } from 'react';

/** The page that a frame belongs to, written on the document along with its state. */
export const PageName = createContext<string>('');
