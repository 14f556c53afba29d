export const CREATE_AUDIT_SQL = `
  CREATE TABLE IF NOT EXISTS meta.audit (seq BIGINT NOT NULL, "at" VARCHAR NOT NULL, actor VARCHAR NOT NULL, action VARCHAR NOT NULL, detail VARCHAR NOT NULL,
    previous VARCHAR NOT NULL, hash VARCHAR NOT NULL);`;

const ENTRY = 'seq, "at", actor, action, detail, previous, hash';

export const INSERT_AUDIT_SQL = 'INSERT INTO meta.audit VALUES ($1, $2, $3, $4, $5, $6, $7)';
export const LAST_AUDIT_SQL = `SELECT ${ENTRY} FROM meta.audit ORDER BY seq DESC LIMIT 1`;
export const AUDIT_CHAIN_SQL = `SELECT ${ENTRY} FROM meta.audit ORDER BY seq, rowid`;
export const COUNT_AUDIT_SQL = 'SELECT count(*) AS n FROM meta.audit';
export const AUDIT_PAGE_SQL = `SELECT ${ENTRY} FROM meta.audit ORDER BY seq DESC LIMIT $1 OFFSET $2`;
