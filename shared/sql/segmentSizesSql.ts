export const CREATE_SEGMENT_SIZES_SQL = `
  CREATE TABLE IF NOT EXISTS meta.segment_sizes (segment VARCHAR NOT NULL, version INTEGER NOT NULL, data_version BIGINT NOT NULL, as_of VARCHAR NOT NULL,
    n BIGINT NOT NULL, base BIGINT NOT NULL, counted_at VARCHAR NOT NULL);`;

/** What was counted of every segment, oldest data version first. */
export const LIST_SEGMENT_SIZES_SQL =
  'SELECT segment, version, data_version, as_of, n, base, counted_at FROM meta.segment_sizes ORDER BY data_version, version';
export const FORGET_SEGMENT_SIZE_SQL = 'DELETE FROM meta.segment_sizes WHERE segment = $1 AND version = $2 AND data_version = $3';
export const INSERT_SEGMENT_SIZE_SQL = 'INSERT INTO meta.segment_sizes VALUES ($1, $2, $3, $4, $5, $6, $7)';
export const FORGET_SEGMENT_SIZES_SQL = 'DELETE FROM meta.segment_sizes WHERE segment = $1';
