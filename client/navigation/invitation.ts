import { basePath } from '../browser/place.ts'

const LINK = /^\/join\/([^/]+)\/?$/

/** The token of an invitation link, or null for another address. The sign-in page asks it too, and knows no routes. */
export function invitationIn(address: string, base = basePath): string | null {
  if (!address.startsWith(base)) return null
  return LINK.exec(address.slice(base.length))?.[1] ?? null
}

/**
 * The invitation that a person saw on the sign-in page before they signed in. By signing in they have agreed, so the page
 * does not ask again. Another site may lead here too, so a link alone must not put anybody into a group.
 */
let agreed: string | null = null

export function agreeToInvitation(token: string): void {
  agreed = token
}

/** It counts once. */
export function takeAgreement(token: string): boolean {
  const isAgreed = agreed === token
  agreed = null
  return isAgreed
}
