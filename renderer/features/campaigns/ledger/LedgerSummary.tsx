import { isInsufficient } from '#shared/model/findings';
import type { LedgerAnswer, LedgerTotal } from '#shared/model/ledger';
import { useFormat, useText } from '../../../text';
import { useExperimentWriter } from '../useExperimentWriter';
import { TwoLines } from './TwoLines';

/** How often campaigns won, and what they brought: added up as found, and shrunk first. */
export function LedgerSummary({ answer }: { readonly answer: LedgerAnswer }) {
  const t = useText('campaignLedger');
  const kinds = (['conversions', 'margin'] as const).filter((of) => answer.totals.some((total) => total.of === of));
  return (
    <>
      <dl className="cmp-facts">
        <WinRate answer={answer} />
        {kinds.map((of) => (
          <div key={of} className="hx-card cmp-fact" data-testid={`ledger-total-${of}`}>
            <dt>{t(`total.${of}`)}</dt>
            <dd>
              <Totals totals={answer.totals.filter((total) => total.of === of)} />
            </dd>
          </div>
        ))}
      </dl>
      {kinds.length > 0 && <p className="hx-secondary ldg-why">{t('whyShrunk')}</p>}
    </>
  );
}

function WinRate({ answer: { winRate, open, untrusted, failed } }: { readonly answer: LedgerAnswer }) {
  const t = useText('campaignLedger');
  const format = useFormat();
  const { texts } = useExperimentWriter();
  const few = isInsufficient(winRate);
  return (
    <div className="hx-card cmp-fact" data-testid="ledger-win-rate" data-wins={few ? 0 : winRate.wins}>
      <dt>{t('winRate')}</dt>
      <dd className="cmp-fact-value hx-tabular">{few ? texts.needsData : format.percent(winRate.share, 0)}</dd>
      <dd className="hx-secondary">
        {few
          ? t('winRateNone')
          : t('winRateOf', {
              wins: winRate.wins,
              decided: winRate.decided,
              low: format.percent(winRate.interval[0], 0),
              high: format.percent(winRate.interval[1], 0),
            })}
      </dd>
      {open + untrusted + failed > 0 && <dd className="hx-secondary">{t('undecided', { open, untrusted, failed })}</dd>}
    </div>
  );
}

function Totals({ totals }: { readonly totals: readonly LedgerTotal[] }) {
  const t = useText('campaignLedger');
  const writer = useExperimentWriter();
  const write = (value: number) => writer.format.exact(Math.round(value));
  const lines = (of: LedgerTotal['raw']) =>
    isInsufficient(of) ? (
      writer.texts.needsData
    ) : (
      <TwoLines first={write(of.estimate)} second={writer.interval(of.interval, write)} isNumber />
    );
  return (
    <table className="cmp-table ldg-totals">
      <thead>
        <tr>
          <td />
          <th scope="col">{t('raw')}</th>
          <th scope="col">{t('shrunkSum')}</th>
        </tr>
      </thead>
      <tbody>
        {totals.map(({ over, campaigns, raw, shrunk }) => (
          <tr key={over}>
            <th scope="row">{t(`over.${over}`, { n: campaigns })}</th>
            <td>{lines(raw)}</td>
            <td>{lines(shrunk)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
