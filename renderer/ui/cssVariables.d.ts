import 'react';

declare module 'react' {
  interface CSSProperties {
    /** How deep a row of a tree lies. */
    '--share'?: number;
    '--depth'?: number;
  }
}
