import {
  ApartmentOutlined,
  CodeOutlined,
  FilterOutlined,
  PlusOutlined,
  QuestionCircleOutlined,
  SwapOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { Modal } from 'antd';
import { useState } from 'react';
import { useRuleAsSql } from '../../conditions/useRuleAsSql';
import { useText } from '../../text';
import { openInBuilder } from '../../ui/handedRule';
import { MenuAt } from '../../ui/MenuAt';
import { showCustomersOf } from '../../ui/openCustomer';
import { markInSegment, ruleOfMark } from './markRule';
import { dropMark, type Mark, usePickedMark } from './marks';
import { useValueTexts } from './valueTexts';

interface MarkMenuProps {
  /** Id of the segment that the portrait is of; the mark says it where several are shown. */
  readonly segment: string;
  /** What only the portrait of one segment can do. */
  readonly onOne?: {
    /** Narrows the portrait to the customers of a mark. */
    readonly filter: (mark: Mark) => void;
    /** Sets those of the mark against the whole segment. */
    readonly compare: (mark: Mark) => void;
  };
}

const ITEMS = [
  { key: 'filter', icon: <FilterOutlined /> },
  { key: 'segment', icon: <ApartmentOutlined /> },
  { key: 'everyone', icon: <PlusOutlined /> },
  { key: 'compare', icon: <SwapOutlined /> },
  { key: 'rows', icon: <TeamOutlined /> },
  { key: 'sql', icon: <CodeOutlined /> },
  { key: 'explain', icon: <QuestionCircleOutlined /> },
] as const;

/** What can be done with the mark that was picked: every bar is a way on. */
export function MarkMenu({ segment, onOne }: MarkMenuProps) {
  const t = useText('portraits');
  const { valueName } = useValueTexts();
  const picked = usePickedMark((state) => state.picked);
  const [explained, explain] = useState<Mark | null>(null);
  const showSql = useRuleAsSql();
  const name = picked ? `${picked.tag.name}: ${valueName(picked.value)}` : '';
  const act = (key: string) => {
    if (!picked) return;
    const rule = ruleOfMark(picked);
    const inSegment = markInSegment(picked.segment ?? segment, rule);
    dropMark();
    if (key === 'filter') onOne?.filter(picked);
    if (key === 'segment') openInBuilder({ rule: inSegment, segment: undefined });
    if (key === 'everyone') openInBuilder({ rule, segment: undefined });
    if (key === 'compare') onOne?.compare(picked);
    if (key === 'rows') showCustomersOf(inSegment);
    if (key === 'sql') void showSql(inSegment);
    if (key === 'explain') explain(picked);
  };
  const items = ITEMS.filter(({ key }) => onOne !== undefined || (key !== 'filter' && key !== 'compare'));
  return (
    <>
      <MenuAt
        at={picked}
        title={name}
        items={items.map(({ key, icon }) => ({
          key,
          icon,
          label: <span data-testid={`mark-${key}`}>{t(`mark.${key}`)}</span>,
        }))}
        onChoose={act}
        onClose={dropMark}
      />
      {explained && <Explanation mark={explained} onClose={() => explain(null)} />}
    </>
  );
}

/** Every number of one bar with its definition. */
function Explanation({ mark, onClose }: { readonly mark: Mark; readonly onClose: () => void }) {
  const t = useText('portraits');
  const { valueName, lines } = useValueTexts();
  return (
    <Modal
      open
      title={`${mark.tag.name}: ${valueName(mark.value)}`}
      footer={null}
      onCancel={onClose}
      data-testid="mark-explained"
    >
      <dl className="por-explained">
        {lines(mark.value).map(([name, text]) => (
          <div key={`${name}${text}`}>
            <dt>{name}</dt>
            <dd className="hx-tabular">{text}</dd>
          </div>
        ))}
      </dl>
      <p className="hx-secondary">{t('explainHelp')}</p>
    </Modal>
  );
}
