import type { Locator } from '@playwright/test'
import { arrive, stored, type ParleyPage } from './parley-page.ts'
import { newPerson, type Person } from './people.ts'
import { expect, test } from './test.ts'

interface Stage {
  ada: ParleyPage
  ben: ParleyPage
  /** Opens a conversation from the list, and waits for its heading. */
  heading: (name: string) => Locator
}

/** Ada has a conversation with Ben, which she has read, and one with Cleo, with an unread message. */
async function setUp(ada: ParleyPage, ben: ParleyPage, cleo: ParleyPage, person: Person) {
  await ben.talkTo(person.email)
  await ben.write('from Ben')
  await cleo.talkTo(person.email)
  await cleo.write('from Cleo')
  await ada.open('Ben Birch')
  await ada.write('from Ada')
  await expect(ada.message('from Ada')).toHaveAccessibleName(stored)
}

/**
 * The help's label of each key, and what a person sees who presses it. Each step starts where the one
 * before ended.
 */
const shortcuts: [string, string, (stage: Stage, keys: string) => Promise<void>][] = [
  [
    'In an empty box: edit your last message',
    'ArrowUp',
    async ({ ada }, keys) => {
      await ada.composer.press(keys)
      await expect(ada.composer).toHaveValue('from Ada')
      await ada.composer.press('Escape')
    },
  ],
  [
    'In an empty box: reply to the last message',
    'Shift+ArrowUp',
    async ({ ada }, keys) => {
      await ada.composer.press(keys)
      await expect(ada.page.getByText('Replying to Ben Birch')).toBeVisible()
      await ada.composer.press('Escape')
      await expect(ada.page.getByText('Replying to Ben Birch')).toHaveCount(0)
    },
  ],
  [
    'New line',
    'Shift+Enter',
    async ({ ada }, keys) => {
      await ada.composer.fill('one')
      await ada.composer.press(keys)
      await ada.composer.pressSequentially('two')
      await expect(ada.composer).toHaveValue('one\ntwo')
    },
  ],
  [
    'Send the message',
    'Enter',
    async ({ ada }, keys) => {
      await ada.composer.press(keys)
      await expect(ada.message('two')).toBeVisible()
      await expect(ada.composer).toHaveValue('')
    },
  ],
  [
    'Move through the messages',
    'ArrowUp',
    async ({ ada }, keys) => {
      await ada.message('two').focus()
      await ada.page.keyboard.press(keys)
      await expect(ada.message('from Ada')).toBeFocused()
      await ada.page.keyboard.press('ArrowDown')
      await expect(ada.message('two')).toBeFocused()
    },
  ],
  [
    'First or last message shown',
    'Home',
    async ({ ada }, keys) => {
      await ada.page.keyboard.press(keys)
      await expect(ada.message('from Ben')).toBeFocused()
      await ada.page.keyboard.press('End')
      await expect(ada.message('two')).toBeFocused()
    },
  ],
  [
    'To the buttons and links of a message',
    'Enter',
    async ({ ada }, keys) => {
      await ada.page.keyboard.press(keys)
      await expect(ada.message('two').getByRole('button', { name: 'React' })).toBeFocused()
      await ada.page.keyboard.press('Escape')
      await expect(ada.message('two')).toBeFocused()
    },
  ],
  [
    'Menu of a message',
    'Shift+F10',
    async ({ ada }, keys) => {
      await ada.page.keyboard.press(keys)
      await expect(ada.page.getByRole('menu')).toBeVisible()
      await ada.page.keyboard.press('Escape')
      await expect(ada.page.getByRole('menu')).toHaveCount(0)
    },
  ],
  [
    'Previous or next unread conversation',
    'Alt+Shift+ArrowDown',
    async ({ ada, heading }, keys) => {
      await ada.page.keyboard.press(keys)
      await expect(heading('Cleo Cedar')).toBeVisible()
    },
  ],
  [
    'Previous or next conversation',
    'Alt+ArrowUp',
    async ({ ada, heading }, keys) => {
      await ada.page.keyboard.press(keys)
      await expect(heading('Ben Birch')).toBeVisible()
    },
  ],
  [
    'Jump to the latest',
    'Control+End',
    async ({ ada, ben }, keys) => {
      await ada.open('Cleo Cedar')
      await ben.writeMany(Array.from({ length: 40 }, (_, n) => `filler ${n + 1}.`))
      await ada.open('Ben Birch')
      await expect(ada.message('filler 1.')).toBeInViewport()
      await expect(ada.message('filler 40.')).not.toBeInViewport()
      await ada.page.keyboard.press(keys)
      await expect(ada.message('filler 40.')).toBeInViewport()
    },
  ],
  [
    'Jump to the oldest unread',
    'Shift+PageUp',
    async ({ ada }, keys) => {
      await expect(ada.message('filler 1.')).not.toBeInViewport()
      await ada.page.keyboard.press(keys)
      await expect(ada.message('filler 1.')).toBeInViewport()
    },
  ],
  [
    'Mark read and jump to the latest',
    'Escape',
    async ({ ada }, keys) => {
      await ada.page.keyboard.press(keys)
      await expect(ada.message('filler 40.')).toBeInViewport()
      await expect(ada.page.getByRole('separator', { name: 'New' })).toHaveCount(0)
    },
  ],
  [
    'Go to a conversation or person',
    'Control+k',
    async ({ ada }, keys) => {
      await ada.page.keyboard.press(keys)
      await expect(ada.page.getByRole('dialog').getByRole('combobox')).toBeFocused()
      await ada.page.keyboard.press('Escape')
      await expect(ada.page.getByRole('dialog')).toHaveCount(0)
    },
  ],
  [
    'This help',
    'Control+/',
    async ({ ada }, keys) => {
      await ada.page.keyboard.press(keys)
      await expect(ada.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    },
  ],
]

test('every shortcut does what the help says, and the help lists them all', async ({ browser }) => {
  test.slow()
  const person = await newPerson('Ada Arden')
  const ada = (await arrive(browser, person)).window
  const ben = (await arrive(browser, await newPerson('Ben Birch'))).window
  const cleo = (await arrive(browser, await newPerson('Cleo Cedar'))).window
  await setUp(ada, ben, cleo, person)
  const heading = (name: string) => ada.page.getByRole('heading', { level: 2, name })
  for (const [says, keys, works] of shortcuts) {
    await test.step(`${says}: ${keys}`, () => works({ ada, ben, heading }, keys))
  }
  const told = async () =>
    (await ada.page.getByRole('dialog').getByRole('term').allTextContents()).toSorted()
  await expect.poll(told).toEqual(shortcuts.map(([says]) => says).toSorted())
})
