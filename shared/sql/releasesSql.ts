/** One row for each campaign that was released; never changed. */
export const CREATE_RELEASES_SQL = `
  CREATE TABLE IF NOT EXISTS meta.releases (campaign VARCHAR PRIMARY KEY, release VARCHAR NOT NULL);`;

export const LIST_RELEASES_SQL = 'SELECT release FROM meta.releases ORDER BY rowid DESC';
export const INSERT_RELEASE_SQL = 'INSERT INTO meta.releases VALUES ($1, $2)';
