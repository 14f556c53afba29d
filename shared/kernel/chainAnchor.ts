import type { AnchorBreak, AuditHead } from '../model/audit';
import { headText } from '../package/auditChain';
import { AUDIT_AT_SQL } from '../sql/auditSql';
import { entryOf, lastEntry } from './audit';
import type { FileToken, Ports, SqlConnection } from './ports';
import { records } from './table';

/**
 * Keeps the end of one workspace's chain outside the workspace, so that a file that was cut, put back or lost its last writes is
 * noticed when it is opened. It is written after the chain and so is never ahead of it.
 */
export class ChainAnchor {
  private kept: AuditHead | null = null;
  private lastWrite: Promise<void> = Promise.resolve();

  constructor(
    private readonly ports: Pick<Ports, 'anchors' | 'log'>,
    private readonly file: FileToken | null,
    /** An engine that writes its file only when it is closed must not be overtaken. */
    private readonly isLate: boolean,
    /** What was found at the opening; nothing is kept until it was accepted. */
    public broken: AnchorBreak | null,
  ) {}

  keep(head: AuditHead): void {
    if (this.broken || this.kept?.hash === head.hash) return;
    this.kept = head;
    if (!this.isLate) this.write(head);
  }

  /** Settles when all is written. */
  async closed(): Promise<void> {
    if (this.isLate && this.kept) this.write(this.kept);
    await this.lastWrite;
  }

  /** Of several that wait only the last is written. */
  private write(head: AuditHead): void {
    const { file } = this;
    if (file === null) return;
    this.lastWrite = this.lastWrite
      .then(() => (head === this.kept ? this.ports.anchors.write(file, headText(head)) : undefined))
      .catch((cause) => void this.ports.log.error('audit anchor', cause));
  }
}

/** Holds a chain to what was kept of it. */
export async function anchorBreak(connection: SqlConnection, expected: AuditHead): Promise<AnchorBreak | null> {
  const [there] = records(await connection.query(AUDIT_AT_SQL, [expected.seq])).map(entryOf);
  if (there?.hash === expected.hash) return null;
  const last = await lastEntry(connection);
  return { why: there ? 'other' : 'shorter', expected, found: last && { seq: last.seq, hash: last.hash } };
}
