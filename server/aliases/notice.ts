import { Refusal } from '../refusal.ts'

/** Nobody enters a dark room without having read what its operator can do. */
export function requireAgreement(agreed: boolean | undefined): void {
  if (agreed !== true) {
    throw new Refusal(
      'invalid_request',
      'agreed: read the notice of the dark room and agree to it.',
    )
  }
}
