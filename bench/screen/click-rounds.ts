import type { Desk } from './desk.ts'
import { timeClick, type Shown } from './probe.ts'

export const CLICK_ROUNDS = 15

export interface Clicks {
  conversation: Shown[]
  plain: Shown[]
}

/**
 * Measures from the click to the content: on a conversation that was open before, and on the button of a plain page.
 */
export async function clickRounds(desk: Desk): Promise<Clicks> {
  const { page, plain, ben, cleo, rowOf } = desk
  const found: Clicks = { conversation: [], plain: [] }
  for (const writer of [cleo, ben]) await desk.open(writer)
  for (let round = 0; round < CLICK_ROUNDS; round++) {
    const [writer, name] = round % 2 === 0 ? [cleo, 'one'] : [ben, 'other']
    await page.bringToFront()
    const newest = `${writer.name} ${writer.written}:`
    found.conversation.push(
      await timeClick(page, () => rowOf(writer).click(), '[role="log"] article', newest),
    )
    await plain.bringToFront()
    const button = plain.getByRole('button', { name, exact: true })
    found.plain.push(await timeClick(plain, () => button.click(), 'section p', `${name} 49:`))
  }
  return found
}
