// No schema library here, for the same reason as in error-codes.ts.

/**
 * The version of what both sides say to each other. It rises when an old page would misread a new relay, not with every
 * addition. `GET /api/config` and `connection:established` carry it; the page sends its own in the handshake.
 *
 * 1: the first version that is numbered. A conversation carries the first few of its participants.
 */
export const PROTOCOL = 1

/** Whether a page of this version would misread a relay of that one. */
export const isOutdated = (page: number, relay: number | undefined): boolean =>
  relay !== undefined && page < relay
