/** What can be wrong with a question about what customers do over time, as in `faultTexts`. */
export const JOURNEY_SENTENCES = {
  'retention.brackets': 'Periods end after {{ends}} units; each must end later than the one before.',
  'retention.manyCohorts': 'The range makes {{cohorts}} cohorts; at most {{most}} can be shown.',
  'retention.unfitTag': 'Cohorts are told apart by a category or boolean tag; {{tag}} is a {{type}} tag.',
  'retention.wideProp': 'A condition or the value is on a property with too many different values to look through every event.',
  'retention.rolling': "No rule can say who was in a period that counts from each customer's own start.",
  'retention.noCell': 'There is no such cell any more.',
  'trend.manyPeriods': 'The range has {{periods}} periods; {{most}} are the most.',
  'trend.bySeries': 'Only one series can be split by a tag; there are {{series}}.',
  'trend.unfitTag': 'A series is split by a tag of yes and no or of texts; {{tag}} is a {{type}} tag.',
  'funnel.noStep': 'by.at: there is no step {{step}}; the funnel has {{steps}}.',
  'funnel.sameSide': 'Sides {{first}} and {{second}} of the comparison are of the same customers and days.',
} as const;
