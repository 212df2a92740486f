import type { OwnReview } from '../../../wire/moderation/reviews.ts'
import { codeOf } from '../../requests/failure.ts'
import type { Api } from '../../requests/http.ts'
import type { Link } from '../link/link.ts'
import type { PendingMessage } from '../store/pending-message.ts'
import type { Store } from '../store/store.ts'
import type { Outbox } from './outbox.ts'

/** What becomes of the messages of the outbox that a filter keeps for a moderator. */
export interface Reviews {
  /**
   * Takes a waiting message back, on all devices.
   * @returns false when a moderator was first; the message then shows what they decided. True also when it does not
   * wait any more and nobody refused it.
   * @throws RequestError when the relay did not answer; the message waits as before
   */
  takeBack(clientId: string): Promise<boolean>
}

export interface ReviewNeeds {
  store: Store
  link: Pick<Link, 'on' | 'isOpen'>
  call: Api
  /** Waits while the relay asks for a pause. */
  background: Api
  outbox: Pick<Outbox, 'change' | 'discard' | 'isLeader'>
}

const made = new WeakMap<Store, Reviews>()

/** Made once for each messenger, when its first message waits for a moderator. */
export function reviewsOf(needs: ReviewNeeds): Reviews {
  const known = made.get(needs.store) ?? createReviews(needs)
  made.set(needs.store, known)
  return known
}

function createReviews({ store, link, call, background, outbox }: ReviewNeeds): Reviews {
  /** The messages whose review was asked for since they began to wait. */
  let known: readonly string[] = []
  let wasLeader = false
  let isAsking = false
  let isAskedAgain = false

  const failedWith = (failure: string) =>
    store.model.pending.filter(({ state }) => state.kind === 'failed' && state.code === failure)
  const waiting = () => failedWith('in_review')
  const addressOf = ({ conversation_id: id, client_id }: PendingMessage) =>
    `/api/conversations/${id}/reviews/${client_id}`
  const sendAgain = (id: string) => outbox.change(id, { failed: null, confirmed: true })

  /** @param sendsUnknown never for a message that was refused just now: it would be sent again and again */
  async function look(message: PendingMessage, sendsUnknown: boolean): Promise<void> {
    const { client_id: id } = message
    try {
      const { state, reason } = await background<OwnReview>('GET', addressOf(message))
      if (state === 'taken_back') await outbox.discard(id)
      if (state === 'refused') await outbox.change(id, { failed: 'filtered', reason })
      // The answer is the message that the moderator let through.
      if (state === 'released') await sendAgain(id)
    } catch (error) {
      // The report was deleted, or its release was used up and the message was not sent. Only a new try gets a decision now.
      if (sendsUnknown && codeOf(error) === 'not_found') await sendAgain(id)
    }
  }

  /** One tab asks for all. No other tab knows of a message that is only here. */
  async function lookAt(messages: readonly PendingMessage[], sendsUnknown: boolean): Promise<void> {
    const mine = messages.filter((one) => outbox.isLeader() || one.onlyHere)
    await Promise.all(mine.map((one) => look(one, sendsUnknown).catch(() => undefined)))
  }

  /** Several decisions may come at once. One round runs at a time, and one more for all that came meanwhile. */
  async function lookAtAll(): Promise<void> {
    isAskedAgain = isAsking
    if (isAsking) return
    isAsking = true
    await lookAt(waiting(), true)
    isAsking = false
    if (isAskedAgain) await lookAtAll()
  }

  function follow(): void {
    // The tab that led before may have slept when the connection was new.
    if (outbox.isLeader() && !wasLeader) known = []
    wasLeader = outbox.isLeader()
    const now = waiting()
    const fresh = now.filter(({ client_id }) => !known.includes(client_id))
    known = now.map(({ client_id }) => client_id)
    // A moderator may have decided before this tab knew that the message waits.
    if (link.isOpen()) void lookAt(fresh, false)
    for (const { client_id } of failedWith('taken_back')) forget(client_id)
  }
  const forget = (clientId: string) => void outbox.discard(clientId).catch(() => undefined)

  link.on('moderation:changed', () => void lookAtAll())
  store.caughtUp.subscribe(() => void lookAt(waiting(), true))
  store.messagesReceived.subscribe((messages) => {
    // A moderator let it through.
    for (const { client_id: id } of waiting()) {
      if (messages.some(({ client_id }) => client_id === id)) forget(id)
    }
  })
  store.stopped.subscribe(store.subscribe(follow))
  follow()

  return {
    async takeBack(clientId) {
      const message = waiting().find(({ client_id }) => client_id === clientId)
      if (message === undefined) {
        return !failedWith('filtered').some(({ client_id }) => client_id === clientId)
      }
      try {
        await call('DELETE', addressOf(message))
      } catch (error) {
        const code = codeOf(error)
        if (code === 'conflict') {
          await look(message, false)
          return false
        }
        // Nothing waits at the relay. An older relay says `not_found` to each question about reviews, and it may wait there.
        if (code !== 'taken_back') throw error
      }
      await outbox.discard(clientId)
      return true
    },
  }
}
