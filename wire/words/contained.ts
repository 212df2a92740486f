// No schema library here, for the same reason as in ../error-codes.ts.

/** What the filter `has:` of the search asks for. A picture is a file too, and a voice message is none. */
export const CONTAINED = ['file', 'picture', 'link', 'voice', 'code'] as const
export type Contained = (typeof CONTAINED)[number]

/** The index holds what a message contains as a term. No text has a term with this sign. */
export const containedTerm = (contained: Contained): string => `\u0002${contained}`
