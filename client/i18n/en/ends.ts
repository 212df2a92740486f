import { lifetime } from './lifetime.ts'
import { isolating } from './isolate.ts'

/** Messages that disappear, in an open conversation. */
export const ends = isolating({
  sign: (seconds: number) => `Messages disappear after ${lifetime(seconds)}`,
  replyEnded: 'The message you were replying to has disappeared.',
  editEnded: 'The message you were editing has disappeared.',
  replyDeleted: 'The message you were replying to was deleted.',
  editDeleted: 'The message you were editing was deleted.',
  threadEnded: 'The message that began this thread has disappeared.',
})
export type EndsCatalogue = typeof ends
