import type { AnchorBreak, AuditHead, WorkspaceEnd } from '../model/audit';
import { headText, readHead } from '../package/auditChain';
import { AUDIT_AT_SQL } from '../sql/auditSql';
import { entryOf, lastEntry } from './audit';
import type { FileToken, Ports, SqlConnection } from './ports';
import { readCommits } from './settings';
import { records } from './table';

/**
 * Keeps the end of one workspace outside the workspace, so that a file that was cut, put back or lost its last writes is noticed when
 * it is opened. It is written after the workspace and so is never ahead of it.
 */
export class ChainAnchor {
  private kept: WorkspaceEnd | null = null;
  private lastWrite: Promise<void> = Promise.resolve();

  constructor(
    private readonly ports: Pick<Ports, 'anchors' | 'log'>,
    private readonly file: FileToken | null,
    /** An engine that writes its file only when it is closed must not be overtaken. */
    private readonly isLate: boolean,
    /** What was found at the opening; nothing is kept until it was accepted. */
    public broken: AnchorBreak | null,
  ) {}

  keep(end: WorkspaceEnd): void {
    if (this.broken) return;
    this.kept = end;
    if (!this.isLate) this.write(end);
  }

  /** Settles when all is written. */
  async closed(): Promise<void> {
    if (this.isLate && this.kept) this.write(this.kept);
    await this.lastWrite;
  }

  /** Of several that wait only the last is written. */
  private write(end: WorkspaceEnd): void {
    const { file } = this;
    if (file === null) return;
    this.lastWrite = this.lastWrite
      .then(() => (end === this.kept ? this.ports.anchors.write(file, endText(end)) : undefined))
      .catch((cause) => void this.ports.log.error('audit anchor', cause));
  }
}

/** Holds a workspace to what was kept of it. */
export async function anchorBreak(connection: SqlConnection, { head, commits }: WorkspaceEnd): Promise<AnchorBreak | null> {
  const [there] = records(await connection.query(AUDIT_AT_SQL, [head.seq])).map(entryOf);
  const missing = Math.max(0, commits - (await readCommits(connection)));
  if (there?.hash === head.hash && missing === 0) return null;
  const last = await lastEntry(connection);
  return { why: whyBroken(head, there), expected: head, found: last && { seq: last.seq, hash: last.hash }, missing };
}

/** @returns null for anything else than is kept. */
export function readEnd(text: string): WorkspaceEnd | null {
  const [, chain = '', commits] = /^(\S+ \S+)(?: (\d+))?$/.exec(text) ?? [];
  const head = readHead(chain);
  return head && { head, commits: Number(commits ?? 0) };
}

function endText({ head, commits }: WorkspaceEnd): string {
  return `${headText(head)} ${commits}`;
}

function whyBroken(head: AuditHead, there: AuditHead | undefined): AnchorBreak['why'] {
  if (!there) return 'shorter';
  return there.hash === head.hash ? 'fewer' : 'other';
}
