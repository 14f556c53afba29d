import { Switch } from 'antd';
import type { ItemsSpec, Suitability } from '#shared/model/insight';
import { useText } from '../../text';
import { HelpTip } from '../../ui/HelpTip';
import { useInsightChoice } from './insightChoice';
import { Picker } from './Picker';
import { productColumns, proposedSuitability, type SuitabilityChoices } from './suitabilityChoice';

interface SuitabilityPickersProps {
  readonly choices: SuitabilityChoices;
  readonly items: ItemsSpec;
  /** Null = no rule. */
  readonly suitability: Suitability | null;
}

/** Where the levels of customers and products come from. */
export function SuitabilityPickers({ choices, items, suitability }: SuitabilityPickersProps) {
  const t = useText('insight');
  const first = proposedSuitability(choices, items) ?? firstTag(choices);
  return (
    <div className="ins-pickers">
      <span className="ins-picker">
        <Switch
          size="small"
          aria-label={t('suitability')}
          checked={suitability !== null}
          disabled={first === null}
          onChange={(on) => choose(on ? first : null)}
          data-testid="suitability-on"
        />
        <span>{t('suitability')}</span>
        <HelpTip text={t('levelHelp')} />
      </span>
      {suitability && <Levels choices={choices} items={items} suitability={suitability} />}
    </div>
  );
}

function firstTag({ tags }: SuitabilityChoices): Suitability | null {
  return tags[0] ? { tag: tags[0].id, levels: [] } : null;
}

function choose(suitability: Suitability | null): void {
  useInsightChoice.setState({ suitability });
}

function Levels({ choices, items, suitability }: SuitabilityPickersProps & { readonly suitability: Suitability }) {
  const t = useText('insight');
  const { products } = suitability;
  const columns = choices.tables.find(({ name }) => name === products?.table)?.columns ?? [];
  const options = columns.map(({ name }) => ({ value: name, label: name }));
  const chooseTable = (name: string) => {
    const table = choices.tables.find((each) => each.name === name);
    const [key = '', level = key] = table?.columns.map((column) => column.name) ?? [];
    choose({ ...suitability, products: (table && productColumns(table, items)) ?? { table: name, key, level } });
  };
  return (
    <>
      <Picker
        label={t('customerRisk')}
        value={suitability.tag}
        options={choices.tags.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(tag) => choose({ ...suitability, tag })}
        testId="suitability-tag"
      />
      <Picker
        label={t('productTable')}
        value={products?.table}
        options={choices.tables.map(({ name }) => ({ value: name, label: name }))}
        onChange={chooseTable}
        testId="suitability-table"
      />
      {products && (
        <>
          <Picker
            label={t('productKey')}
            value={products.key}
            options={options}
            onChange={(key) => choose({ ...suitability, products: { ...products, key } })}
          />
          <Picker
            label={t('productLevel')}
            value={products.level}
            options={options}
            onChange={(level) => choose({ ...suitability, products: { ...products, level } })}
          />
        </>
      )}
    </>
  );
}
