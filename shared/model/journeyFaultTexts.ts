/** What can be wrong with a question about what customers do over time, as in `faultTexts`. */
export const JOURNEY_SENTENCES = {
  'balance.noTable': '{{place}}: {{table}} is no table that balances are taken from.',
  'balance.noColumn': '{{place}}: the balances of {{table}} have no column {{column}}.',
  'change.noAmount': 'The change {{event}} compares amounts; the column {{column}} is of type {{type}}.',
  'change.noCode': 'The change {{event}} compares values of text; the column {{column}} is of type {{type}}.',
  'change.twice': 'Two changes of balances have the name {{event}}.',
  'change.isEvent': 'There is an event {{event}} in the data already.',
  'change.unknown': 'There is no change of balances {{event}}.',
  'retention.brackets': 'Periods end after {{ends}} units; each must end later than the one before.',
  'retention.manyCohorts': 'The range makes {{cohorts}} cohorts; at most {{most}} can be shown.',
  'retention.unfitTag': 'Cohorts are told apart by a category or boolean tag; {{tag}} is a {{type}} tag.',
  'retention.wideProp': 'A condition or the value is on a property with too many different values to look through every event.',
  'retention.rolling': "No rule can say who was in a period that counts from each customer's own start.",
  'retention.balanceRolling': "Retained balances are told of calendar periods, not of those since each customer's own start.",
  'retention.noAmount': 'A retained balance is a number; the column {{column}} is of type {{type}}.',
  'retention.noCell': 'There is no such cell any more.',
  'trend.manyPeriods': 'The range has {{periods}} periods; {{most}} are the most.',
  'trend.bySeries': 'Only one series can be split by a tag; there are {{series}}.',
  'annotation.unknown': 'There is no annotation {{annotation}} any more.',
  'trend.unfitTag': 'A series is split by a tag of yes and no or of texts; {{tag}} is a {{type}} tag.',
  'funnel.noStep': 'by.at: there is no step {{step}}; the funnel has {{steps}}.',
  'funnel.noMark': 'Nobody can be found at step {{step}} in this way; the funnel has {{steps}} steps.',
  'funnel.noLevel': 'There is no such level of the property any more.',
  'funnel.sameSide': 'Sides {{first}} and {{second}} of the comparison are of the same customers and days.',
  'experiment.noExposures': 'The entity map has no exposures, in which campaigns are.',
  'experiment.unknownCampaign': 'The exposures have no campaign {{campaign}}.',
  'experiment.unknownVariant': 'Nobody is in the variant {{variant}}.',
  'experiment.variants': 'There are {{variants}} variants beside the control; 1 to {{most}} can be compared.',
  'experiment.noTimes': 'The moments of exposure are not known, so the events of {{metric}} have no time of their own.',
  'experiment.noControl':
    'The campaign {{campaign}} was released without a control, so nothing says what would have come of its customers anyway.',
  'experiment.noControlReason':
    'The campaign {{campaign}} was released without a control, so nothing says what would have come of its customers anyway. The reason given: {{reason}}',
  'experiment.noRule':
    'Arms of a release are fixed, and what customers did is known of now alone: no rule can say who these are.',
  'experiment.workOfRelease': 'by: Only customers of a released campaign are handed to managers and branches.',
  'experiment.noKeys': 'The customers have no key column, so a rule cannot name those of a campaign.',
  'experiment.unfitTag': '{{place}}: the tag {{tag}} is a {{type}} tag, which does not fit here.',
  'experiment.designDrawn': 'The arms are said to be drawn, so they need no design.',
  'experiment.withMatching': '{{part}} cannot be asked for of matched arms.',
  'experiment.withDifferences': '{{part}} cannot be asked for of a difference in differences.',
  'experiment.tagBefore':
    'The metric {{metric}} is of a tag, which is known as of the last day alone, so it cannot be compared with before the start.',
  'experiment.beforeData':
    'The window before the start of {{metric}} reaches back to {{from}}, but the events begin on {{first}} only.',
  'experiment.margin': 'The metric {{label}} has a margin, but is no guardrail.',
  'experiment.sameLabel': 'Two metrics are called {{label}}.',
  'experiment.noMetric': 'There is no metric {{metric}}.',
  'experiment.unknownMetric': 'There is no {{kind}} metric {{metric}}.',
} as const;

/** What stands inside such sentences. */
export const JOURNEY_PARTS = {
  'retention.balance': 'balance',
  'change.place': 'The change {{event}}',
} as const;
