import { Table } from 'antd';

interface RowsTableProps {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly testId: string;
}

/** The first rows, cell by cell. */
export function RowsTable({ title, columns, rows, testId }: RowsTableProps) {
  return (
    <Table<{ readonly at: number; readonly cells: readonly (string | null)[] }>
      size="small"
      title={() => title}
      rowKey="at"
      columns={columns.map((name, place) => ({
        key: name,
        title: name,
        render: (_, { cells }) => cells[place] ?? <span className="hx-secondary">—</span>,
      }))}
      dataSource={rows.map((cells, at) => ({ at, cells }))}
      pagination={{ size: 'small', pageSize: 5, showSizeChanger: false }}
      scroll={{ x: 'max-content' }}
      data-testid={testId}
    />
  );
}
