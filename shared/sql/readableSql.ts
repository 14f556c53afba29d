import { type GroupKind, isGroup, type Rule } from '../model/rule';
import { writtenName } from '../model/sqlTokens';
import type { RuleScope } from './compileRule';
import { namesInQueries } from './namesInQueries';
import { readableBlock } from './readableBlock';
import { readableStyle } from './readableStyle';

/** What the comments of a readable statement say, each on one line. */
export interface RuleWords {
  readonly asOf: string;
  readonly everybody: string;
  readonly nobody: string;
  /** Of a block, at its position from 1, such as `1.2`; empty for the outermost. */
  readonly block: (rule: Rule, position: string) => string;
  readonly members: string;
}

/** How a group makes a set of those of its blocks: what it begins with, and what each block does to that. */
const GROUP_FORMS: Readonly<Record<GroupKind, { readonly from: 'everybody' | 'nobody'; readonly by: string }>> = {
  all: { from: 'everybody', by: 'INTERSECT' },
  any: { from: 'nobody', by: 'UNION' },
  none: { from: 'everybody', by: 'EXCEPT' },
};

/**
 * A rule as a statement that a person reads, edits and runs, and that `readRule` reads again: every block is a set of customers with
 * a common table expression of its own, its blocks before it. A block that is switched off is written out too, and only the
 * line of its group that names it is a comment. Gives the customers' keys, or row numbers where customers have none.
 */
export function readableSql(rule: Rule, scope: RuleScope, words: RuleWords): string {
  return new RuleWriter(rule, scope, words).text();
}

type TableName = 'as_of' | 'everybody' | 'nobody';

class RuleWriter {
  private readonly tables: string[] = [];
  private readonly used = new Set<TableName>();
  private readonly taken: ReadonlySet<string>;
  private readonly row: string;

  constructor(
    private readonly rule: Rule,
    private readonly scope: RuleScope,
    private readonly words: RuleWords,
  ) {
    this.taken = new Set(namesInQueries(rule, scope));
    this.row = writtenName(scope.rowColumn);
  }

  text(): string {
    const members = this.block(this.rule, []);
    const who = this.rule.disabled
      ? [this.selected(this.common('everybody')), `-- INTERSECT ${this.selected(members)}`]
      : [this.selected(members)];
    const tables = [...this.commonTables(), ...this.tables].join(',\n\n');
    const key = writtenName(this.scope.key ?? this.scope.rowColumn);
    const final = [`SELECT ${key}`, 'FROM tags.customers', `WHERE ${this.row} IN (`, ...who.map((line) => `  ${line}`), ')'];
    return `WITH\n${tables}\n\n${comment(this.words.members)}\n${final.join('\n')}`;
  }

  /** Writes a block behind those that it is made of; its name. */
  private block(rule: Rule, path: readonly number[]): string {
    const body = isGroup(rule) ? this.group(rule, path) : this.condition(rule);
    const name = this.free(path.length === 0 ? 'members' : `block_${path.join('_')}`);
    this.tables.push(commonTable(name, this.words.block(rule, path.join('.')), body));
    return name;
  }

  private group({ kind, rules }: Extract<Rule, { rules: unknown }>, path: readonly number[]): string[] {
    const { from, by } = GROUP_FORMS[kind];
    const lines = rules.map((child, index) => {
      const line = `${by} ${this.selected(this.block(child, [...path, index + 1]))}`;
      return child.disabled ? `-- ${line}` : line;
    });
    const isEmpty = rules.every(({ disabled }) => disabled);
    const nobody = kind === 'none' && isEmpty ? [`${by} ${this.selected(this.common('nobody'))}`] : [];
    return [this.selected(this.common(from)), ...nobody, ...lines];
  }

  private condition(condition: Exclude<Rule, { rules: unknown }>): string[] {
    const style = readableStyle(this.free('as_of'));
    return readableBlock(condition, this.scope, {
      ...style,
      asOf: (day, after) => {
        this.used.add('as_of');
        return style.asOf(day, after);
      },
    });
  }

  private commonTables(): string[] {
    const { asOf, everybody, nobody } = this.words;
    const all = `SELECT ${this.row} FROM tags.customers`;
    const day = `SELECT ${readableStyle('').value(this.scope.asOf, 'date')} AS day`;
    const bodies: [TableName, string, string][] = [
      ['as_of', asOf, day],
      ['everybody', everybody, all],
      ['nobody', nobody, `${all} WHERE FALSE`],
    ];
    return bodies.filter(([name]) => this.used.has(name)).map(([name, said, body]) => commonTable(this.free(name), said, [body]));
  }

  private common(name: TableName): string {
    this.used.add(name);
    return this.free(name);
  }

  private selected(name: string): string {
    return `SELECT ${this.row} FROM ${name}`;
  }

  /** A query inside the rule must not find a table of ours where it means one of the workspace. */
  private free(name: string): string {
    return this.taken.has(name) ? this.free(`${name}_`) : name;
  }
}

function commonTable(name: string, said: string, body: readonly string[]): string {
  return `${comment(said)}\n${name} AS (\n${body.map((line) => `  ${line}`).join('\n')}\n)`;
}

function comment(said: string): string {
  return `-- ${said.replaceAll(/[\p{C}\p{Z}]+/gu, ' ').trim()}`;
}
