/** What can be wrong with a campaign or the contact policy, as in `faultTexts`. */
export const CAMPAIGN_SENTENCES = {
  'campaign.unknown': 'There is no campaign {{campaign}}.',
  'campaign.released': 'The campaign {{campaign}} was released, so it cannot be changed or removed any more.',
  'campaign.sameArm': 'arms: two arms are called {{variant}}.',
  'campaign.endsFirst': '{{place}}: the days begin on {{from}} and end on {{to}}, which is before.',
  'policy.sameId': 'Two rules or caps of the contact policy have the id {{id}}.',
} as const;

export const CAMPAIGN_HINTS = {
  'hint.campaignIds': 'The campaigns are: {{campaigns}}.',
  'hint.saveCampaign': 'Save a campaign first.',
  'hint.copyCampaign': 'Make a copy of it and change that.',
  'hint.otherArm': 'Give one of them, or the control, another name.',
  'hint.otherId': 'Give one of them another id.',
  'hint.daysInOrder': 'Let them end on the same day or later.',
} as const;
