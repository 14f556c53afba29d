import { type TableColumnsType, Tooltip } from 'antd';
import { useMemo } from 'react';
import type { TagState } from '#shared/model/tag';
import { useFormat, useLanguage, useText } from '../../text';
import { errorWords } from '../../text/faults';
import { ClassBadge } from '../../ui/ClassBadge';
import { CoverageBar } from '../../ui/CoverageBar';
import { NumberText } from '../../ui/NumberText';

export type FactColumn = TableColumnsType<TagState>[number] & {
  readonly key: string;
  readonly name: string;
  readonly width: number;
};

/** What the library can show of a tag beside its name. */
export function useFactColumns(): readonly FactColumn[] {
  const t = useText('tags');
  const format = useFormat();
  return useMemo(() => {
    const column = (key: ColumnKey, width: number, rest: TableColumnsType<TagState>[number]): FactColumn => {
      return { title: t(key), ...rest, key, name: t(key), width };
    };
    return [
      column('kind', 78, { render: (_, { source }) => t(`kind.${source.kind}`) }),
      column('type', 80, { render: (_, tag) => t(`type.${tag.type}`) }),
      column('coverage', 122, {
        title: <span title={t('coverageHelp')}>{t('coverage')}</span>,
        sorter: (a, b) => a.coverage - b.coverage,
        render: (_, tag) => <CoverageBar share={tag.coverage} text={format.percent(tag.coverage)} />,
      }),
      column('distinct', 80, {
        align: 'right',
        sorter: (a, b) => a.distinct - b.distinct,
        render: (_, tag) => <NumberText value={tag.distinct} />,
      }),
      column('state', 66, { render: (_, tag) => <StateMark tag={tag} /> }),
      column('status', 88, { render: (_, { status }) => t(`status.${status}`) }),
      column('owner', 96, { dataIndex: 'owner', ellipsis: true }),
      column('sensitivity', 104, { render: (_, { dataClass }) => <ClassBadge dataClass={dataClass} /> }),
      column('refreshedAt', 140, {
        render: (_, { refreshedAt }) => (refreshedAt === null ? '' : format.date(refreshedAt)),
      }),
    ];
  }, [t, format]);
}

type ColumnKey = 'kind' | 'type' | 'coverage' | 'distinct' | 'state' | 'status' | 'owner' | 'sensitivity' | 'refreshedAt';

/** Whether the values are those of the definition and the data as they are; where they failed, why. */
function StateMark({ tag }: { readonly tag: TagState }) {
  const t = useText('tags');
  const language = useLanguage();
  const reason = tag.error ? errorWords(tag.error, language).message : t(`stateHelp.${tag.state}`);
  return (
    <Tooltip title={reason}>
      <span className="tags-state" data-state={tag.state}>
        {t(`state.${tag.state}`)}
      </span>
    </Tooltip>
  );
}
