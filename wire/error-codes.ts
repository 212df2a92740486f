// This file does not import the schema library. The page needs the codes, and the library would be an eighth of the page.

/**
 * Every code of an HTTP answer, a socket ack or `connection:error`, with its HTTP status. The list is closed: a rule
 * throws one of these, and each edge translates it once.
 */
export const errorStatus = {
  /** The shape, a limit of a field or a combination of fields is wrong. A second try cannot help. */
  invalid_request: 400,
  /** The Supabase access token is missing, forged, expired or of another project. */
  invalid_token: 401,
  /** The Supabase session was signed out, or its person is banned or deleted. */
  sign_in_ended: 401,
  /** The person has a second factor at Supabase and has not used it in this sign-in (`aal` is `aal1`). */
  second_factor_needed: 401,
  /** The Supabase token this session was bridged with ended too long ago: bridge again with a new one. */
  sign_in_needed: 401,
  /** It is hard to undo, and the last sign-in of the person was too long ago. */
  fresh_sign_in_needed: 403,
  /** No Parley cookie came with the request: bridge first. */
  session_required: 401,
  /** The access cookie has expired: refresh, then try again. */
  session_expired: 401,
  /** The Parley session is over: revoked, replaced, idle or past its absolute end. */
  session_ended: 401,
  /** Wrong or missing Origin, or the custom header is missing: the request may come from another site. */
  forbidden_origin: 403,
  /** The person signed in anonymously, and the operator does not let them in. */
  anonymous_refused: 403,
  /** The page names a person, and the cookies belong to another: the page is out of date, and must not act for them. */
  other_person: 403,
  /** A moderator suspended the account. */
  suspended: 403,
  /** A moderator muted the person: they read and do not write, for `retry_after` seconds. */
  muted: 403,
  /** The account is younger than a day, and has done what such an account may. */
  new_account: 403,
  /** A filter of this installation lets no such message through. */
  filtered: 403,
  /** A moderator reads the message first. It is sent when they release it. */
  in_review: 403,
  /** Its sender took the message back while it waited for a moderator. It is never sent. */
  taken_back: 409,
  /** Allowed to see it, not to do this. */
  forbidden: 403,
  /** The person was removed from the group, and comes back by no link. */
  was_removed: 403,
  /** The conversation is about a post that is closed or deleted: nobody writes in it. */
  post_closed: 403,
  /** It does not exist, or the asker may not know of it. Both get the same answer. */
  not_found: 404,
  /** It contradicts the stored data, such as a username that is taken. */
  conflict: 409,
  /** The moderator made this report. Another moderator decides about it. */
  own_report: 403,
  /** Another moderator has claimed or decided it. */
  other_moderator: 409,
  /** There are as many pins as there may be. One has to be taken away first. */
  too_many_pins: 409,
  /** There are as many invitations as there may be. One has to be revoked first. */
  too_many_invitations: 409,
  /** The group has as many people as it may have. */
  conversation_full: 409,
  /** An administrator switched uploads off. */
  uploads_disabled: 403,
  /** The person has uploaded as many bytes in these 24 hours as they may. */
  quota_exceeded: 403,
  /** The person has as many open uploads as they may. One has to end first. */
  too_many_uploads: 409,
  /** The upload is not finished, or was refused, or belongs to another message. */
  upload_not_ready: 409,
  payload_too_large: 413,
  /** The file has more bytes than a file may have. */
  file_too_large: 413,
  unsupported_media_type: 415,
  /** The file ends before the range that was asked for. */
  range_not_satisfiable: 416,
  /** The bytes are a picture that cannot be drawn, or something that may not be sent. */
  file_refused: 422,
  /** It was ended because it took too long. A second try does not help; asking for less does. */
  too_costly: 422,
  /** Wait `retry_after` seconds. */
  rate_limited: 429,
  /** An internal fault. The log has the cause under the request id. */
  internal: 500,
  /** The database or the signing keys cannot be reached. Nothing was changed; try again. */
  unavailable: 503,
} as const

export type ErrorCode = keyof typeof errorStatus
