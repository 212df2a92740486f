import type { Sql } from '../../database/client.ts'
import type { Logger } from '../../logger.ts'
import { repeatByClock, type Repeat } from '../../repeat.ts'
import { shownOf } from './judged-text.ts'
import type { MessageWriter } from './message-writer.ts'

/** For so long, a relay may not know of the first filter. Texts as they were written are judged from the next one on. */
const LOOK_MILLISECONDS = 5_000

/**
 * Whether this installation judges messages at all. To read a text as it is shown costs a relay about as much as to store
 * it, and most installations have no filter.
 */
export interface Judging {
  isOn(): boolean
  close(): void
}

export function createJudging(
  { sql, log }: { sql: Sql; log: Logger },
  repeat: Repeat = repeatByClock,
): Judging {
  // It is better to read a text for nothing than to let a filter be passed by.
  let isOn = true
  const stop = repeat(LOOK_MILLISECONDS, async () => {
    try {
      const [row] = await sql<{ judges: boolean }[]>`
        select judges_authors as judges from private.installation`
      isOn = row?.judges ?? true
    } catch (error) {
      isOn = true
      log.debug({ err: error }, 'could not see whether there are filters')
    }
  })
  return { isOn: () => isOn, close: stop }
}

/** The writer, which also says how a text is shown, where a filter may ask. */
export function writerWithShownText<Origin>(
  writer: MessageWriter<Origin>,
  judging: Pick<Judging, 'isOn'>,
): MessageWriter<Origin> {
  return {
    ...writer,
    write(message, origin) {
      const shown = judging.isOn() ? shownOf(message.body) : null
      return writer.write(shown === null ? message : { ...message, shown }, origin)
    },
  }
}
