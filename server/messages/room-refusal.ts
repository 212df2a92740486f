import { Refusal } from '../refusal.ts'

/** Why a room takes nothing of a person. */
export const roomRefusal = (state: 'locked' | 'closed'): Refusal =>
  new Refusal(
    'forbidden',
    state === 'closed'
      ? 'The room is closed. Nobody writes in it.'
      : 'The room is locked. Only its owner and moderators write.',
  )
