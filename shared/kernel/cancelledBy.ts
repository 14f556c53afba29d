import type { SqlConnection } from './ports';

/** The connection, whose statements stop with the call even where those who run them know nothing of it. */
export function cancelledBy(connection: SqlConnection, signal: AbortSignal): SqlConnection {
  return {
    query: (sql, params, own = signal) => connection.query(sql, params, own),
    stream: (sql, params, own = signal) => connection.stream(sql, params, own),
    exec: (sql, params, own = signal) => connection.exec(sql, params, own),
    append: (table, batches) => connection.append(table, batches),
    progress: () => connection.progress(),
    close: () => connection.close(),
  };
}
