import type { DirectBlock } from './direct-block.ts'
import { Refusal } from '../refusal.ts'

/** The blocked are not told so: only that it does not work. */
export const blockRefusal = (block: DirectBlock) =>
  new Refusal(
    'forbidden',
    block === 'by_sender' ? 'You have blocked this person.' : 'This message cannot be delivered.',
  )
