import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { annotationHandlers } from './annotations';
import { audienceChangeHandlers } from './audienceChange';
import { audienceHandlers } from './audiences';
import { withReadsNoted } from './auditedReads';
import { auditHandlers } from './auditHandlers';
import { balanceChangeHandlers } from './balanceChanges';
import { boardReportHandlers } from './boardReport';
import { boardHandlers } from './boards';
import { campaignLedgerHandlers } from './campaignLedger';
import { campaignReleaseHandlers } from './campaignReleases';
import { campaignSimulationHandlers } from './campaignSimulation';
import { campaignHandlers } from './campaigns';
import { classificationHandlers } from './classification';
import { cleaningHandlers } from './cleanings';
import { comparisonHandlers } from './comparisons';
import { contactPolicyHandlers } from './contactPolicy';
import { customerSegmentHandlers } from './customerSegments';
import { customerStandingHandlers } from './customerStanding';
import { customerHandlers } from './customers';
import { demoHandlers } from './demo';
import { dropHandlers } from './dropTable';
import { engineHandlers } from './engine';
import { entityHandlers } from './entities';
import { erasureHandlers } from './erasure';
import { eventHandlers } from './events';
import { experimentMemberHandlers } from './experimentMembers';
import { experimentReportHandlers } from './experimentReport';
import { experimentHandlers } from './experiments';
import { explainHandlers } from './explain';
import { exportPolicyHandlers } from './exportPolicy';
import { exportHandlers } from './exports';
import { findCustomerHandlers } from './findCustomers';
import { funnelMemberHandlers } from './funnelMembers';
import { funnelHandlers } from './funnels';
import { importHandlers } from './imports';
import { insightHandlers } from './insight';
import { ledgerReportHandlers } from './ledgerReport';
import { listHandlers } from './lists';
import { Lock, type LockedBy, lockHandlers, withLock } from './lock';
import { maskHandlers, withMasks } from './maskedPeople';
import { migrationHandlers } from './migration';
import { offerMatrixHandlers } from './offerMatrix';
import { overlapHandlers } from './overlaps';
import { packageReviewHandlers } from './packageReview';
import { packageHandlers } from './packages';
import { pathHandlers } from './paths';
import { portraitBrushHandlers } from './portraitBrush';
import { portraitComparisonHandlers } from './portraitComparison';
import { portraitCrossHandlers } from './portraitCross';
import { portraitHandlers } from './portraits';
import { portraitTemplateHandlers } from './portraitTemplates';
import type { Ports } from './ports';
import { profileHandlers } from './profiles';
import { qualityHandlers } from './quality';
import { queryHandlers } from './queries';
import { recipeHandlers } from './recipes';
import { refreshTagHandlers } from './refreshTags';
import { refusalHandlers } from './refusals';
import { relatedCustomerHandlers } from './relatedCustomers';
import { reportHandlers } from './reports';
import { retentionHandlers } from './retention';
import { rfmHandlers } from './rfm';
import { withRoles } from './roles';
import { versionHandlers } from './rollBack';
import { ruleHandlers } from './rules';
import { segmentComparisonHandlers } from './segmentComparison';
import { segmentKeyHandlers } from './segmentKeys';
import { segmentSizeHandlers } from './segmentSizes';
import { segmentHandlers } from './segments';
import { type Emit, Session } from './session';
import { similarCustomerHandlers } from './similarCustomers';
import { tableKeyHandlers } from './tableKeys';
import { tableRowHandlers } from './tableRows';
import { tableHandlers } from './tables';
import { tagDefinitionHandlers } from './tagDefinitions';
import { tagEdgeHandlers } from './tagEdges';
import { tagLibraryHandlers } from './tagLibraryFile';
import { tagLineageHandlers } from './tagLineage';
import { tagPackHandlers } from './tagPacks';
import { tagPreviewHandlers } from './tagPreview';
import { tagHandlers } from './tags';
import { tagsAlikeHandlers } from './tagsAlike';
import { timelineHandlers } from './timeline';
import { traceHandlers } from './traces';
import { trendHandlers } from './trends';
import { unmaskCustomerHandlers } from './unmaskCustomer';
import { workAlertHandlers } from './workAlerts';
import { workFileHandlers } from './workFiles';
import { workListHandlers } from './workLists';
import { workOrderHandlers } from './workOrders';
import { workResultHandlers } from './workResults';
import { workspaceHandlers } from './workspace';
import { workspaceRecipeHandlers } from './workspaceRecipe';

export interface Kernel {
  readonly handlers: Handlers<KernelMethods>;
  /** Locks the window where a key is sealed, and else does nothing. */
  lock(by: LockedBy): Promise<void>;
  /** Closes the workspace and its engine. */
  close(): Promise<void>;
}

/** All that the product does, on the ports of one host. */
export function createKernel(ports: Ports, emit: Emit): Kernel {
  const session = new Session(ports, emit);
  const lock = new Lock(session, emit);
  const handlers = {
    ...lockHandlers(lock),
    ...engineHandlers(session),
    ...workspacesHandlers(session),
    ...importHandlers(session),
    ...comparisonHandlers(session),
    ...tableHandlers(session),
    ...dropHandlers(session),
    ...cleaningHandlers(session),
    ...tableRowHandlers(session),
    ...profileHandlers(session),
    ...versionHandlers(session),
    ...tableKeyHandlers(session),
    ...entityHandlers(session),
    ...tagHandlers(session),
    ...tagDefinitionHandlers(session),
    ...refreshTagHandlers(session),
    ...tagPreviewHandlers(session),
    ...tagEdgeHandlers(session),
    ...rfmHandlers(session),
    ...tagPackHandlers(session),
    ...tagLineageHandlers(session),
    ...tagsAlikeHandlers(session),
    ...tagLibraryHandlers(session),
    ...eventHandlers(session),
    ...listHandlers(session),
    ...ruleHandlers(session),
    ...segmentsHandlers(session),
    ...insightHandlers(session),
    ...migrationHandlers(session),
    ...journeyHandlers(session),
    ...oneCustomerHandlers(session),
    ...portraitsHandlers(session),
    ...reportHandlers(session),
    ...qualityHandlers(session),
    ...queryHandlers(session),
    ...classificationHandlers(session),
    ...auditHandlers(session),
    ...boardHandlers(session),
    ...boardReportHandlers(session),
    ...campaignsHandlers(session),
    ...leavingHandlers(session),
  } satisfies Handlers<KernelMethods>;
  return {
    handlers: withLock(lock, withRoles(session, withReadsNoted(session, withMasks(session, handlers)))),
    lock: (by) => lock.closeIfSealed(by),
    close: () => session.replace(null),
  };
}

/** Workspaces as a whole, and how they are made. */
function workspacesHandlers(session: Session) {
  return {
    ...workspaceHandlers(session),
    ...demoHandlers(session),
    ...recipeHandlers(session),
    ...workspaceRecipeHandlers(session),
  };
}

/** Who belongs, and who did. */
function segmentsHandlers(session: Session) {
  return {
    ...segmentHandlers(session),
    ...segmentKeyHandlers(session),
    ...segmentSizeHandlers(session),
    ...segmentComparisonHandlers(session),
    ...overlapHandlers(session),
    ...explainHandlers(session),
    ...audienceHandlers(session),
    ...audienceChangeHandlers(session),
  };
}

/** All that is told of the customers of segments. */
function portraitsHandlers(session: Session) {
  return {
    ...portraitHandlers(session),
    ...portraitCrossHandlers(session),
    ...portraitBrushHandlers(session),
    ...portraitComparisonHandlers(session),
    ...portraitTemplateHandlers(session),
  };
}

/** What customers do over time. */
function journeyHandlers(session: Session) {
  return {
    ...balanceChangeHandlers(session),
    ...funnelHandlers(session),
    ...funnelMemberHandlers(session),
    ...annotationHandlers(session),
    ...retentionHandlers(session),
    ...pathHandlers(session),
    ...trendHandlers(session),
    ...experimentHandlers(session),
    ...experimentMemberHandlers(session),
    ...ledgerReportHandlers(session),
    ...experimentReportHandlers(session),
  };
}

/** Whom to reach with what. */
function campaignsHandlers(session: Session) {
  return {
    ...campaignHandlers(session),
    ...campaignSimulationHandlers(session),
    ...campaignReleaseHandlers(session),
    ...campaignLedgerHandlers(session),
    ...offerMatrixHandlers(session),
    ...contactPolicyHandlers(session),
    ...workListHandlers(session),
    ...workAlertHandlers(session),
    ...workOrderHandlers(session),
    ...workFileHandlers(session),
    ...workResultHandlers(session),
  };
}

/** What leaves, who may see what, and what came from elsewhere. */
function leavingHandlers(session: Session) {
  return {
    ...exportPolicyHandlers(session),
    ...maskHandlers(session),
    ...exportHandlers(session),
    ...refusalHandlers(session),
    ...packageHandlers(session),
    ...packageReviewHandlers(session),
    ...traceHandlers(session),
  };
}

/** All that is told of one customer. */
function oneCustomerHandlers(session: Session) {
  return {
    ...findCustomerHandlers(session),
    ...customerHandlers(session),
    ...customerStandingHandlers(session),
    ...customerSegmentHandlers(session),
    ...timelineHandlers(session),
    ...relatedCustomerHandlers(session),
    ...similarCustomerHandlers(session),
    ...unmaskCustomerHandlers(session),
    ...erasureHandlers(session),
  };
}
