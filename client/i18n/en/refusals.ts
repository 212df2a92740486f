import { timeLeft } from './lifetime.ts'
import { plural } from './plural.ts'

/** Why a request was not done. Nothing was changed then. */
export const refusals = {
  wait: (seconds: number) => `Too many tries. Wait ${timeLeft(seconds)}.`,
  newAccount: (seconds: number) => `Your account is new. Try again in ${timeLeft(seconds)}.`,
  waited: 'You can try again now.',
  /** Used where the page tries again by itself. */
  tryingAgain: (seconds: number) => `Too many tries. Trying again in ${timeLeft(seconds)}.`,
  tryingAgainNow: 'Trying again…',
  sentAfterWait: (waiting: number) =>
    waiting === 0
      ? 'You can go on writing.'
      : plural(waiting, {
          one: (n) => `${n} message is sent then.`,
          other: (n) => `${n} messages are sent then.`,
        }),
  /** Used where the request would have changed nothing. */
  offline: 'There is no connection. Try again when you are online.',
  codes: {
    network: 'There is no connection, so nothing was changed. Try again when you are online.',
    rate_limited: 'Too many tries. Wait a moment.',
    forbidden: 'You are not allowed to do this any more.',
    not_found: 'This does not exist any more.',
    new_account: 'Your account is new. Try again tomorrow.',
    conflict: 'Another person changed this first. Check it, then try again.',
    invalid_request: 'The server did not accept this.',
    payload_too_large: 'This is too long.',
    too_costly: 'This would take too long. Ask for less.',
    unavailable: 'The server cannot reach its database. Nothing was changed; try again.',
  },
  other: 'That did not work. Nothing was changed; try again.',
}
