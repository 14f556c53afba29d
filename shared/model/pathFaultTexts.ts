/** What can be wrong with paths, as in `faultTexts`. */
export const PATH_SENTENCES = {
  'path.twoEnds': 'A path is looked at from an event on or up to an event, not both.',
  'path.unknownEvent': 'There is no event {{event}} in the data.',
  'path.hiddenStart': 'The event {{event}}, at which the paths start, is hidden.',
  'path.sameGroup': 'Two groups are called {{group}}.',
  'path.twoGroups': 'The event {{event}} is in two groups: {{groups}}.',
  'path.noEvents': 'The customers of this workspace have no events.',
} as const;
