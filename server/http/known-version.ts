import type { IncomingHttpHeaders } from 'node:http'

/**
 * Whether the reader has this version, by `If-None-Match` of RFC 9110: `*`, or a list of tags. A proxy that compresses
 * makes a tag weak (`W/`), and for this question a weak tag counts as the strong one.
 */
export function isKnownVersion(asked: IncomingHttpHeaders, etag: string): boolean {
  const header = asked['if-none-match']?.trim() ?? ''
  return header === '*' || (header.match(/"[^"]*"/g)?.includes(etag) ?? false)
}
