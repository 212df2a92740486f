import { Refusal } from '../refusal.ts'

/** Why a room takes nothing of a person. */
export const roomRefusal = (state: 'locked' | 'closed'): Refusal =>
  new Refusal(
    'forbidden',
    state === 'closed'
      ? 'The room is closed. Nobody writes in it.'
      : 'The room is locked. Only its owner and moderators write.',
  )

/** Why a conversation about a post takes nothing of anybody. */
export const postClosed = (): Refusal =>
  new Refusal('post_closed', 'The post was closed. Nobody writes in its conversations.')
