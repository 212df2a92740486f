/**
 * Whether a text is long enough to look for people. A single letter would list everybody. A single Chinese, Japanese or
 * Korean character may be a whole name, and so may an emoji.
 */
export const mayBeName = (typed: string): boolean =>
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\uAC00-\uD7A3\p{So}]|../u.test(typed)
