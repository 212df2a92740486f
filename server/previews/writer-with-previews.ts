import type { MessageWriter } from '../messages/store/message-writer.ts'
import type { Previews } from './previews.ts'

/** The writer, which tells of each stored message after its commit. */
export function writerWithPreviews<Origin>(
  writer: MessageWriter<Origin>,
  previews: Pick<Previews, 'written' | 'unwanted'>,
): MessageWriter<Origin> {
  return {
    ...writer,
    write({ preview, ...message }, origin) {
      const result = writer.write(message, origin)
      result.then(
        (outcome) => {
          if (outcome.kind !== 'stored') return
          if (preview === false) previews.unwanted(outcome.message)
          else previews.written(outcome.message)
        },
        () => undefined,
      )
      return result
    },
  }
}
