/**
 * The invitation that a person saw on the sign-in page before they signed in. To sign in was their word, so the page
 * does not ask again. Any other page may lead here, and a link alone must put nobody into a group.
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
