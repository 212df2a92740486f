// No schema library here, for the same reason as in error-codes.ts.

/** Characters (UTF-16 code units) in a message body. */
export const MAX_BODY_LENGTH = 4000
/** Cursors one `sync` may carry; a client with more sends those of its most recent conversations. */
export const MAX_CURSORS = 500
/** Participants that a conversation carries at most. The others are asked for by pages. */
export const MAX_LISTED_PARTICIPANTS = 20
/** People that one answer or event names beside its messages. Others are asked for when they are shown. */
export const MAX_NAMED_PEOPLE = 200
/** Further behind than this many changes, a conversation is answered with `reset`. */
export const MAX_CHANGES_BEHIND = 1000
