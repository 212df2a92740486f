import type { DirectBlock } from './direct-block.ts'
import { Refusal } from '../refusal.ts'

/** A person is told of their own block only. Of the other one they learn that it does not work. */
export const blockRefusal = (block: DirectBlock) =>
  new Refusal(
    'forbidden',
    block === 'by_sender' ? 'You have blocked this person.' : 'This message cannot be delivered.',
  )
