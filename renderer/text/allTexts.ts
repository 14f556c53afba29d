import { aboutText } from './about';
import { auditText } from './audit';
import { boardsText } from './boards';
import { callsText } from './calls';
import { campaignDistributionText } from './campaignDistribution';
import { campaignLedgerText } from './campaignLedger';
import { campaignPlanText } from './campaignPlan';
import { campaignResultText } from './campaignResult';
import { campaignSizeText } from './campaignSize';
import { campaignsText } from './campaigns';
import { campaignTimeText } from './campaignTime';
import { campaignWorkText } from './campaignWork';
import { changesText } from './changes';
import { classesText } from './classes';
import { cleaningText } from './cleaning';
import { cleaningFormText } from './cleaningForm';
import { commonText } from './common';
import { customerText } from './customer';
import { dataText } from './data';
import { definitionKindsText } from './definitionKinds';
import { entitiesText } from './entities';
import { erasureText } from './erasure';
import { errorsText } from './errors';
import { exportReviewText } from './exportReview';
import { exportsText } from './exports';
import { funnelText } from './funnel';
import { gridText } from './grid';
import { insightText } from './insight';
import { journeysText } from './journeys';
import { lockText } from './lock';
import { migrationText } from './migration';
import { noticesText } from './notices';
import type { TextPair } from './pair';
import { passphraseText } from './passphrase';
import { pathsText } from './paths';
import { portraitBrushText } from './portraitBrush';
import { portraitComparisonText } from './portraitComparison';
import { portraitsText } from './portraits';
import { portraitViewsText } from './portraitViews';
import { profileText } from './profile';
import { qualityText } from './quality';
import { rescueText } from './rescue';
import { retentionText } from './retention';
import { segmentsText } from './segments';
import { shellText } from './shell';
import { sqlText } from './sql';
import { tagFormsText } from './tagForms';
import { tagsText } from './tags';
import { trendsText } from './trends';
import { typeReasonsText } from './typeReasons';
import { versionsText } from './versions';

/** Every text of the screens by section. Two languages with different keys do not compile. */
export const allTexts = {
  common: sameKeys(commonText),
  errors: sameKeys(errorsText),
  shell: sameKeys(shellText),
  about: sameKeys(aboutText),
  definitionKinds: sameKeys(definitionKindsText),
  lock: sameKeys(lockText),
  rescue: sameKeys(rescueText),
  calls: sameKeys(callsText),
  data: sameKeys(dataText),
  typeReasons: sameKeys(typeReasonsText),
  grid: sameKeys(gridText),
  profile: sameKeys(profileText),
  entities: sameKeys(entitiesText),
  tags: sameKeys(tagsText),
  tagForms: sameKeys(tagFormsText),
  segments: sameKeys(segmentsText),
  portraits: sameKeys(portraitsText),
  portraitComparison: sameKeys(portraitComparisonText),
  boards: sameKeys(boardsText),
  insight: sameKeys(insightText),
  journeys: sameKeys(journeysText),
  campaigns: sameKeys(campaignsText),
  exports: sameKeys(exportsText),
  exportReview: sameKeys(exportReviewText),
  audit: sameKeys(auditText),
  campaignLedger: sameKeys(campaignLedgerText),
  campaignPlan: sameKeys(campaignPlanText),
  campaignWork: sameKeys(campaignWorkText),
  campaignResult: sameKeys(campaignResultText),
  campaignSize: sameKeys(campaignSizeText),
  campaignTime: sameKeys(campaignTimeText),
  campaignDistribution: sameKeys(campaignDistributionText),
  changes: sameKeys(changesText),
  funnel: sameKeys(funnelText),
  retention: sameKeys(retentionText),
  paths: sameKeys(pathsText),
  trends: sameKeys(trendsText),
  migration: sameKeys(migrationText),
  customer: sameKeys(customerText),
  erasure: sameKeys(erasureText),
  notices: sameKeys(noticesText),
  passphrase: sameKeys(passphraseText),
  portraitViews: sameKeys(portraitViewsText),
  portraitBrush: sameKeys(portraitBrushText),
  sql: sameKeys(sqlText),
  quality: sameKeys(qualityText),
  versions: sameKeys(versionsText),
  classes: sameKeys(classesText),
  cleaning: sameKeys(cleaningText),
  cleaningForm: sameKeys(cleaningFormText),
};

type SameKeys<Z, E> = [keyof Z] extends [keyof E] ? ([keyof E] extends [keyof Z] ? unknown : never) : never;

function sameKeys<Z extends TextPair['zh'], E extends TextPair['en']>(pair: { zh: Z; en: E } & SameKeys<Z, E>): { zh: Z; en: E } {
  return pair;
}
