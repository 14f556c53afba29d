/** What can be wrong with a campaign or the contact policy, as in `faultTexts`. */
export const CAMPAIGN_SENTENCES = {
  'campaign.unknown': 'There is no campaign {{campaign}}.',
  'campaign.released': 'The campaign {{campaign}} was released, so it cannot be changed or removed any more.',
  'campaign.sameArm': 'arms: two arms are called {{variant}}.',
  'campaign.endsFirst': '{{place}}: the days begin on {{from}} and end on {{to}}, which is before.',
  'campaign.isDraft': 'The campaign {{campaign}} was not released.',
  'campaign.noBlock':
    'Shares of {{shares}} give whole numbers of customers only in blocks of more than {{most}}, so neighbours cannot be paired.',
  'campaign.incomplete': 'The campaign {{campaign}} cannot go on yet: {{missing}}.',
  'ledger.noMetric': 'Nothing in the data says what a success of the campaign {{campaign}} is.',
  'policy.mandatory': 'The rule {{rule}} of the contact policy is mandatory, so no campaign does without it.',
  'policy.unknownRule': 'The contact policy has no rule or cap {{rule}}.',
  'policy.sameId': 'Two rules or caps of the contact policy have the id {{id}}.',

  'work.none': 'The customers of the campaign {{campaign}} were not handed out.',
  'work.opened': 'The customers of the campaign {{campaign}} were handed out before.',
  'work.noManagers': 'managers: nobody is named to hand customers to.',
  'work.manyManagers': 'owner: this tag names more than {{most}} managers.',
  'work.sameManager': 'managers: {{manager}} is named twice.',
  'work.unknownManager': 'to: {{manager}} is no manager of this work list.',
  'work.tableTaken': 'A table {{table}} of a file is in the way of the results.',
  'work.noColumn': 'The table {{table}} has no column {{header}}.',
} as const;

/** What a campaign can lack. */
export const CAMPAIGN_PARTS = {
  'campaign.noPurpose': 'the purpose of using the data is not said',
  'campaign.noHoldout': 'the share of the control is not said',
  'campaign.noControlReason': 'why there is no control is not said',
  'campaign.noArm': 'there is no arm beside the control',
  'campaign.noPrimary': 'no metric is primary',
  'campaign.noDays': 'its days are not said',
  'campaign.allQuiet': 'each of its days is quiet (the next open one is {{day}})',
  'campaign.nobody': 'the contact policy leaves nobody',
} as const;

export const CAMPAIGN_HINTS = {
  'hint.campaignIds': 'The campaigns are: {{campaigns}}.',
  'hint.saveCampaign': 'Save a campaign first.',
  'hint.copyCampaign': 'Make a copy of it and change that.',
  'hint.otherArm': 'Give one of them, or the control, another name.',
  'hint.releaseFirst': 'Release it first.',
  'hint.roundShares': 'Choose rounder shares, such as 10%, 20% or 50%, or do not pair.',
  'hint.completeCampaign': 'Complete it, then try again.',
  'hint.keepRule': 'Take it out of what the campaign does without.',
  'hint.otherId': 'Give one of them another id.',
  'hint.daysInOrder': 'Let them end on the same day or later.',

  'hint.openWork': 'Hand them out on the page of campaigns.',
  'hint.transferOrders': 'Transfer orders from one manager to another instead.',
  'hint.nameManagers': 'Choose the tag that names who looks after a customer, or type in managers.',
  'hint.chooseOwner': 'Choose another tag, or type in the managers.',
  'hint.nameOnce': 'Name each manager once.',
  'hint.chooseManager': 'Choose one of its managers.',
  'hint.renameTable': 'Import that file under another name.',
  'hint.holdOut': 'Plan the next one with a hold-out.',
  'hint.metrics': 'The metrics are: {{metrics}}.',
  'hint.freezeArm': 'Keep them as a list.',
  'hint.workOfRelease': 'Choose a released campaign, or a tag.',
  'hint.nameColumns': 'Say which column holds what.',
} as const;
