// No schema library here, for the same reason as in error-codes.ts.

/** Why a message, a person or a post is reported. The list is closed. */
export const reportReasons = [
  'spam',
  'harassment',
  'hate',
  'violence',
  'sexual',
  'illegal',
  'impersonation',
  'other',
] as const
export type ReportReason = (typeof reportReasons)[number]
