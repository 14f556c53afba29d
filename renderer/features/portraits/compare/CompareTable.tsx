import { Button, Table, type TableColumnsType } from 'antd';
import type { PortraitValue } from '#shared/model/answers';
import { isInsufficient } from '#shared/model/findings';
import { valueKey } from '#shared/model/valuesBeside';
import { VERDICT_SIGNS, verdictOf } from '#shared/report/verdict';
import { useFormat, useText } from '../../../text';
import { letterOf } from '../../../ui/sides';
import { pickMark } from '../marks';
import { useValueTexts } from '../valueTexts';
import type { ComparedTagProps, ComparedValue } from './compared';

/** The numbers of one tag: per value the share and the TGI of each segment. */
export function CompareTable({
  compared: { tag },
  segments,
  values,
}: ComparedTagProps & { readonly values: readonly ComparedValue[] }) {
  const t = useText('portraits');
  const texts = useText('portraitComparison');
  const format = useFormat();
  const { valueName, numberOr } = useValueTexts();
  const percent = (share: PortraitValue['share'] | undefined) =>
    share === undefined || isInsufficient(share) ? '–' : format.percent(share, 2);
  const columns: TableColumnsType<ComparedValue> = [
    {
      title: t('value'),
      key: 'value',
      render: (_, { value }) => (
        <Button
          type="link"
          size="small"
          aria-haspopup="menu"
          onClick={() => pickMark({ tag, value, segment: segments[0]?.id ?? '' })}
        >
          {valueName(value)}
        </Button>
      ),
    },
    { title: texts('baseShare'), key: 'base', align: 'right', render: (_, { value }) => percent(value.baseShare) },
    ...segments.flatMap(({ id, name }, place) => [
      {
        title: <span title={name}>{texts('shareOf', { letter: letterOf(place) })}</span>,
        key: `share ${id}`,
        align: 'right' as const,
        render: (_: unknown, { ofEach }: ComparedValue) => (
          <span title={`n = ${format.exact(ofEach[place]?.n ?? 0)}`}>{percent(ofEach[place]?.share)}</span>
        ),
      },
      {
        title: <span title={name}>{texts('tgiOf', { letter: letterOf(place) })}</span>,
        key: `tgi ${id}`,
        align: 'right' as const,
        render: (_: unknown, { ofEach }: ComparedValue) => {
          const value = ofEach[place];
          if (!value) return '–';
          const text = numberOr(value.tgi, (tgi) => `${VERDICT_SIGNS[verdictOf(value)]} ${format.decimal(tgi, 1)}`);
          return <span className={`por-${verdictOf(value)}`}>{text}</span>;
        },
      },
    ]),
  ];
  return (
    <Table<ComparedValue>
      size="small"
      className="por-table"
      rowKey={({ value }) => valueKey(value)}
      columns={columns}
      dataSource={[...values]}
      pagination={false}
      scroll={{ x: 'max-content' }}
    />
  );
}
