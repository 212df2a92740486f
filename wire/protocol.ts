// No schema library here, for the same reason as in error-codes.ts.

/**
 * The version of what page and relay say to each other. It rises when an old page would misread a new relay, and not
 * with every addition. `GET /api/config` and `connection:established` carry it, and the page sends its own in the
 * handshake.
 *
 * 1: the first version with a number. A conversation carries only its first participants.
 */
export const PROTOCOL = 1

/** Whether a page of version `page` would misread a relay of version `relay`. */
export const isOutdated = (page: number, relay: number | undefined): boolean =>
  relay !== undefined && page < relay
