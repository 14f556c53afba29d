import { ArrowDownOutlined, ArrowUpOutlined, MinusOutlined } from '@ant-design/icons';
import { isInsufficient } from '#shared/model/findings';
import type { OfferCell, OfferEffect, OfferMatrix } from '#shared/model/offerMatrix';
import type { ExperimentWriter } from '#shared/report/experimentNumbers';
import { inPlaces } from '../../../conditions/eventFilters';
import { useText } from '../../../text';
import { openResult } from '../openResult';
import { useExperimentWriter } from '../useExperimentWriter';

/** A click on a cell opens its campaign for these customers. */
export function OffersTable({ matrix: { groups, offers, cells } }: { readonly matrix: OfferMatrix }) {
  const t = useText('campaignLedger');
  const writer = useExperimentWriter();
  return (
    <div className="cmp-scroll">
      <table className="cmp-table ldg-offers" aria-label={t('offers')} data-testid="offers-table">
        <thead>
          <tr>
            <th scope="col">{t('group')}</th>
            {offers.map((offer) => (
              <th key={offer} scope="col">
                <span className="hx-ellipsis ldg-offer" title={offer}>
                  {offer}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {inPlaces(groups).map(({ item: group, place: row }) => (
            <tr key={row}>
              <th scope="row">{writer.level(group)}</th>
              {offers.map((offer, column) => (
                <td key={offer}>
                  <OfferCellView cell={cells[row]?.[column] ?? null} offer={offer} group={writer.level(group)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface OfferCellViewProps {
  readonly cell: OfferCell | null;
  readonly offer: string;
  readonly group: string;
}

const SIGNS = { better: <ArrowUpOutlined />, worse: <ArrowDownOutlined />, unclear: <MinusOutlined /> };

function OfferCellView({ cell, offer, group }: OfferCellViewProps) {
  const t = useText('campaignLedger');
  const writer = useExperimentWriter();
  if (!cell) return <span className="hx-faint">{t('never')}</span>;
  const { latest, earlier } = cell;
  if (latest.state !== 'told') return <span className="hx-faint">{t(latest.state)}</span>;
  const before = earlier
    .filter(({ state }) => state === 'told')
    .map((effect) => `${effect.name} ${effect.to ?? ''} ${changeOf(effect, writer)}`);
  const title = t('cellTitle', { offer, group, name: latest.name, interval: intervalOf(latest, writer) });
  return (
    <button
      type="button"
      className="ldg-cell"
      data-tone={latest.sign}
      title={before.length === 0 ? title : `${title}\n${t('earlier', { list: before.join('; ') })}`}
      onClick={() => openResult(latest)}
      data-testid={`offer-${latest.id}-${group}`}
    >
      <span className="hx-tabular">
        {SIGNS[latest.sign]} <span className="hx-visually-hidden">{t(`sign.${latest.sign}`)}</span>
        {changeOf(latest, writer)}
      </span>
      <span className="hx-faint">
        {t('cellSize', { n: writer.format.exact(latest.row.n + latest.row.controlN), day: latest.to ?? '–' })}
      </span>
    </button>
  );
}

function changeOf({ row: { kind, difference } }: OfferEffect, writer: ExperimentWriter): string {
  return isInsufficient(difference) ? writer.texts.needsData : writer.change(kind, difference.estimate);
}

function intervalOf({ row: { kind, difference } }: OfferEffect, writer: ExperimentWriter): string {
  return writer.estimate(difference, (value) => writer.change(kind, value));
}
