import type { AuditFilter } from '../model/audit';

export const CREATE_AUDIT_SQL = `
  CREATE TABLE IF NOT EXISTS meta.audit (seq BIGINT NOT NULL, "at" VARCHAR NOT NULL, actor VARCHAR NOT NULL, action VARCHAR NOT NULL, detail VARCHAR NOT NULL,
    previous VARCHAR NOT NULL, hash VARCHAR NOT NULL);`;

const ENTRY = 'seq, "at", actor, action, detail, previous, hash';

export const INSERT_AUDIT_SQL = 'INSERT INTO meta.audit VALUES ($1, $2, $3, $4, $5, $6, $7)';
export const LAST_AUDIT_SQL = `SELECT ${ENTRY} FROM meta.audit ORDER BY seq DESC LIMIT 1`;
export const AUDIT_AT_SQL = `SELECT ${ENTRY} FROM meta.audit WHERE seq = $1`;
export const AUDIT_CHAIN_SQL = `SELECT ${ENTRY} FROM meta.audit ORDER BY seq, rowid`;
export const AUDIT_ACTORS_SQL = 'SELECT DISTINCT actor FROM meta.audit ORDER BY actor';
export const AUDIT_PAGE_SQL = `SELECT ${ENTRY} FROM meta.audit ORDER BY seq DESC LIMIT $1 OFFSET $2`;

/** A statement with the values of its parameters. */
interface Asked {
  readonly sql: string;
  readonly params: (string | number)[];
}

export function countAuditSql(filter: AuditFilter): Asked {
  const { sql, params } = foundSql(filter);
  return { sql: `SELECT count(*) AS n FROM meta.audit ${sql}`, params };
}

export function auditPageSql(filter: AuditFilter, limit: number, offset: number): Asked {
  const { sql, params } = foundSql(filter);
  const at = params.length;
  return {
    sql: `SELECT ${ENTRY} FROM meta.audit ${sql} ORDER BY seq DESC LIMIT $${at + 1} OFFSET $${at + 2}`,
    params: [...params, limit, offset],
  };
}

/** All that a filter finds, oldest first. */
export function auditFoundSql(filter: AuditFilter): Asked {
  const { sql, params } = foundSql(filter);
  return { sql: `SELECT ${ENTRY} FROM meta.audit ${sql} ORDER BY seq`, params };
}

function foundSql({ actions, actor, from, to, object, text }: AuditFilter): Asked {
  const params: string[] = [];
  const value = (given: string) => `$${params.push(given)}`;
  const conditions = [
    actions && (actions.length === 0 ? 'false' : `action IN (${actions.map(value).join(', ')})`),
    actor !== undefined && `actor = ${value(actor)}`,
    from !== undefined && `"at" >= ${value(from)}`,
    // What begins with the last day or moment is not after it.
    to !== undefined && `"at" <= ${value(`${to}~`)}`,
    // The detail is JSON, where a text stands as JSON writes it.
    object !== undefined && `contains(detail, ${value(JSON.stringify(object))})`,
    text !== undefined && `contains(lower(detail), lower(${value(JSON.stringify(text).slice(1, -1))}))`,
  ].filter((condition) => typeof condition === 'string');
  return { sql: conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`, params };
}
