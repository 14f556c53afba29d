/** One person works in a workspace until roles exist. */
export const AUTHOR = 'analyst';
