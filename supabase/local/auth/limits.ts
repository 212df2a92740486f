import { RateLimiterMemory } from 'rate-limiter-flexible'

/** The limit for guesses of a password or code, from one address for one account: 30 a minute. */
export class GuessLimit {
  readonly #limiter: RateLimiterMemory

  constructor(perMinute = 30) {
    this.#limiter = new RateLimiterMemory({ points: perMinute, duration: 60 })
  }

  /** The seconds to wait, or 0 when this attempt is allowed. */
  async take(ip: string, email: string): Promise<number> {
    try {
      await this.#limiter.consume(`${ip} ${email.toLowerCase()}`)
      return 0
    } catch (refused) {
      return Math.ceil((refused as { msBeforeNext: number }).msBeforeNext / 1000)
    }
  }
}
