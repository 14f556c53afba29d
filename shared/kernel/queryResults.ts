import type { ResultColumn } from '../model/query';
import { fault } from '../model/result';
import type { OpenWorkspace } from './session';
import type { Table } from './table';

/** Results that can be paged through. */
const MOST_RESULTS = 4;

/** Rows that a query gave, as far as they are kept. */
export interface QueryResult {
  readonly columns: readonly ResultColumn[];
  readonly batches: readonly Table[];
  readonly rows: number;
}

/** The last results of the open workspace. */
export class QueryResults {
  private readonly results = new Map<number, QueryResult & { readonly workspace: OpenWorkspace }>();
  private made = 0;

  add(workspace: OpenWorkspace, result: QueryResult): number {
    const id = ++this.made;
    this.results.set(id, { ...result, workspace });
    for (const [old, { workspace: owner }] of this.results) {
      if (owner !== workspace || this.results.size > MOST_RESULTS) this.results.delete(old);
    }
    return id;
  }

  /** @throws Fault UNKNOWN_QUERY. */
  get(workspace: OpenWorkspace, id: number): QueryResult {
    const found = this.results.get(id);
    if (found?.workspace === workspace) return found;
    throw fault('UNKNOWN_QUERY', 'query.gone', {}, { hint: 'hint.runAgain' });
  }
}
