export const LINK = 'https://example.org/routes/7'

/** A conversation of two. */
export const conversation = [
  'Good morning! Did everybody see the plan?',
  `**Saturday** at nine, meet at \`platform 3\`. The route: ${LINK}`,
  '> the last bus leaves at eight\n\nWe should bring\n- water\n- a map\n- something warm',
  'A long line without a break, so that one sees where it ends: the quick brown fox jumps over the lazy dog and goes on to the next village.',
]

/** Everything that a text can have. */
export const workshop = [
  '## Before Saturday\n\n- [x] Book the hall\n- [ ] Print the map\n- [ ] Buy **tea** and ~~coffee~~ biscuits',
  '```ts\nexport function nextTrain(now: Date, trains: readonly Train[]): Train | undefined {\n  return trains.find(({ leavesAt }) => leavesAt > now) // a long comment, so that the line has to scroll\n}\n```',
  '| Train | Leaves | Platform |\n| :-- | --: | :-: |\n| RE 7 | 08:12 | 3 |\n| S 1 | 08:40 | 11 |',
  '🚂🏔️☀️',
]
