import type { DirectBlock } from './direct-block.ts'
import { Refusal } from '../refusal.ts'

/**
 * A person learns only of their own block. Of a block by the counterpart they learn only that delivery does not work.
 */
export const blockRefusal = (block: DirectBlock) =>
  new Refusal(
    'forbidden',
    block === 'by_sender' ? 'You have blocked this person.' : 'This message cannot be delivered.',
  )
