import { fault } from '../model/result';
import type { Rule, RuleGroup } from '../model/rule';
import { quoted } from '../model/saying';
import { placeIn, writtenName } from '../model/sqlTokens';
import { asciiLower } from './queryShape';
import { type BlockContext, type ReadScope, readBlock } from './readBlock';
import { readText } from './readComparison';
import { type GroupItem, groupOf, readGroupItems } from './readGroup';
import { type CommonTable, type SplitStatement, shapeFault, splitStatement } from './splitStatement';
import type { SqlCursor } from './sqlCursor';

/**
 * The rule that a statement means which is written as `readableSql` writes one. Values, names and blocks may be others, groups may be
 * put together anew; comments do not count but for lines of a group that are switched off.
 * @throws Fault with line and column of what no rule of blocks can be.
 */
export function readRule(sql: string, scope: ReadScope): Rule {
  return new RuleReader(splitStatement(sql), scope).rule();
}

class RuleReader {
  private readonly used = new Set<CommonTable>();
  private readonly row: string;
  private readonly asOf: CommonTable | undefined;
  private readonly tags: ReadonlyMap<string, string>;
  private readonly props: ReadonlyMap<string, string>;

  constructor(
    private readonly statement: SplitStatement,
    private readonly scope: ReadScope,
  ) {
    this.row = writtenName(scope.rowColumn);
    this.tags = byName(scope.tagIds);
    this.props = byName(scope.propIds);
    const days = [...statement.tables.values()].filter((table) => this.isDay(table));
    this.asOf = days[0];
    for (const { start, name } of days.slice(1)) throw shapeFault('shape.unused', statement.sql, start, name);
  }

  /** The keys of those who are in the outermost block, or who meet a condition written right here. */
  rule(): Rule {
    const { final, tables, closing, sql } = this.statement;
    final.take(`SELECT ${writtenName(this.scope.key ?? this.scope.rowColumn)}`);
    if (!final.sees('FROM')) throw final.unread();
    const members = `FROM tags.customers WHERE ${this.row} IN (`;
    const rule = final.sees(`${members} SELECT ${this.row} FROM`)
      ? this.members(members, closing)
      : this.block(final, tables.size);
    const unused = [...tables.values()].find(
      (table) => !this.used.has(table) && table !== this.asOf && !givenBy(table, this.row),
    );
    if (unused) throw shapeFault('shape.unused', sql, unused.start, unused.name);
    return rule;
  }

  private members(before: string, closing: SplitStatement['closing']): Rule {
    const { final } = this.statement;
    final.take(before);
    const items = this.items(final.within(final.at, closing(final.at)));
    final.at = closing(final.at);
    final.take(')');
    if (!final.isAtEnd) throw final.unread();
    return this.outermost(items, this.statement.tables.size);
  }

  /** Everybody, with the whole rule behind it in a comment: it is switched off. */
  private outermost(items: readonly GroupItem[], before: number): Rule {
    const [first, second, third] = items;
    if (!first || third) return this.group(items, before);
    const given = this.given(first, before);
    if (!second && !given) return this.named(first, before);
    if (given !== 'everybody' || !second?.off || second.by !== 'INTERSECT') return this.group(items, before);
    return { ...this.named(second, before), disabled: true };
  }

  private group(items: readonly GroupItem[], before: number): RuleGroup {
    return groupOf(items, {
      given: (item) => this.given(item, before),
      block: (item) => this.named(item, before),
      refuse: ({ start, text }) => {
        throw shapeFault('shape.mixed', this.statement.sql, start, text);
      },
    });
  }

  /** What the name of a block means. A block has one place. */
  private named(item: GroupItem, before: number): Rule {
    const table = this.table(item, before);
    if (!table) throw shapeFault('shape.unknown', this.statement.sql, item.start, item.text);
    if (this.used.has(table)) throw shapeFault('shape.usedTwice', this.statement.sql, item.start, item.text);
    this.used.add(table);
    const { body, order } = table;
    const isGroup = body.sees(`SELECT ${this.row} FROM`) && !body.sees(`SELECT ${this.row} FROM tags.`);
    if (isGroup) return this.group(this.items(body), order);
    const condition = body.within(body.at, body.end);
    condition.take(`SELECT ${this.row}`);
    return this.block(condition, order);
  }

  private block(cursor: SqlCursor, before: number): Rule {
    const { scope, tags, props } = this;
    const asOf = this.asOf && this.asOf.order < before ? writtenName(this.asOf.name) : '';
    const named = (ids: ReadonlyMap<string, string>) => (name: string) => ids.get(asciiLower(name)) ?? name;
    const common = new Set(this.statement.tables.keys());
    const context: BlockContext = { scope, names: { asOf, tag: named(tags), prop: named(props) }, common };
    return readBlock(cursor, context);
  }

  /** A line in a comment about a table that is not there is only said. */
  private items({ at, end }: SqlCursor): GroupItem[] {
    const { sql, between, tables } = this.statement;
    return readGroupItems(sql, between(at, end), this.row).filter(({ off, name }) => !off || tables.has(name));
  }

  /** It must stand before what names it, as the database has it. */
  private table({ name }: GroupItem, before: number): CommonTable | undefined {
    const table = this.statement.tables.get(name);
    return table && table.order < before ? table : undefined;
  }

  private given(item: GroupItem, before: number): 'everybody' | 'nobody' | undefined {
    const table = this.table(item, before);
    return table && givenBy(table, this.row);
  }

  /** @throws Fault where it is another day than the workspace's, which would be another rule. */
  private isDay({ body }: CommonTable): boolean {
    const cursor = body.within(body.at, body.end);
    if (!cursor.accepts('SELECT DATE')) return false;
    const at = placeIn(cursor.text, cursor.offset);
    const day = readText(cursor);
    if (!cursor.accepts('AS day') || !cursor.isAtEnd) throw cursor.unread();
    const { asOf } = this.scope;
    if (day === asOf) return true;
    throw fault('INVALID_SQL', 'shape.asOf', { ...at, day: quoted(day), asOf }, { hint: 'hint.asOf', at });
  }
}

function givenBy({ body }: CommonTable, row: string): 'everybody' | 'nobody' | undefined {
  const cursor = body.within(body.at, body.end);
  if (!cursor.accepts(`SELECT ${row} FROM tags.customers`)) return undefined;
  if (cursor.isAtEnd) return 'everybody';
  return cursor.accepts('WHERE FALSE') && cursor.isAtEnd ? 'nobody' : undefined;
}

/** Ids by their names as the database compares them. */
function byName(ids: Iterable<string>): ReadonlyMap<string, string> {
  return new Map([...ids].map((id) => [asciiLower(id), id]));
}
