import { act } from '../message-page.ts'
import type { ParleyPage } from '../parley-page.ts'
import { signIn } from '../people.ts'
import { inPlace, pageOf, press, showPreview, type Screen } from './world.ts'

const record = async ({ page }: ParleyPage) => {
  await press(page, 'Record a voice message')
  await page.getByRole('timer').filter({ hasText: '0:02' }).waitFor()
}

/** A conversation, and what is done with its messages. */
export const messages: readonly Screen[] = [
  ['direct', inPlace('direct', (window) => window.log.locator('strong').first().waitFor())],
  ['group', inPlace('group')],
  ['message-with-everything', inPlace('workshop')],
  [
    'message-with-code-and-table',
    inPlace('workshop', (window) => window.message('Platform').scrollIntoViewIfNeeded()),
  ],
  [
    'message-with-link-preview',
    async ({ browser, adasEmail, direct }) => {
      // A browser that has no messages yet asks for them.
      const page = await pageOf(browser, { session: await signIn(adasEmail) })
      await showPreview(page)
      await page.goto(direct)
      await page.getByText('The long way round').scrollIntoViewIfNeeded()
      return page
    },
  ],
  [
    'message-toolbar',
    inPlace('group', async (window) => {
      await window.message('Who brings the map?').hover()
      await window.page.getByRole('group', { name: 'Message actions' }).waitFor()
    }),
  ],
  [
    'message-menu',
    inPlace('group', async (window) => {
      await window.message('Who brings the map?').focus()
      await window.page.keyboard.press('Shift+F10')
      await window.page.getByRole('menu').waitFor()
    }),
  ],
  [
    'profile-card',
    inPlace('group', async (window) => {
      await window.log.getByRole('button', { name: 'Ben Birch' }).first().click()
      await window.page.getByRole('dialog', { name: 'About Ben Birch' }).waitFor()
    }),
  ],
  [
    'seen-by',
    inPlace('group', async (window) => {
      await act(window, 'the tea', 'Seen by')
      await window.page.getByRole('dialog', { name: 'Seen by' }).waitFor()
    }),
  ],
  [
    'emoji',
    inPlace('group', async (window) => {
      await press(window.page, 'Emoji')
      await window.page.getByRole('button', { name: 'Flags' }).waitFor()
    }),
  ],
  [
    'formatting',
    // Its draft stays in the conversation, and a recorder is offered only beside an empty box.
    inPlace('direct', async (window) => {
      await window.composer.fill('A line with some words in it')
      await press(window.page, 'Formatting')
      await window.page.getByRole('menu').waitFor()
    }),
  ],
  ['reply', inPlace('group', (window) => act(window, 'Who brings the map?', 'Reply'))],
  ['edit', inPlace('group', (window) => act(window, 'the tea', 'Edit'))],
  [
    'delete-message',
    inPlace('group', async (window) => {
      await act(window, 'the tea', 'Delete')
      await window.page.getByRole('dialog').waitFor()
    }),
  ],
  [
    'report-message',
    inPlace('group', async (window) => {
      await act(window, 'Who brings', 'Report…')
      await window.page.getByRole('dialog').waitFor()
    }),
  ],
  [
    'picture-opened',
    inPlace('workshop', async (window) => {
      await window.log
        .getByRole('button', { name: /^Open picture/ })
        .first()
        .click()
      await window.page.getByRole('dialog', { name: 'sea.png' }).waitFor()
    }),
  ],
  [
    'files-to-send',
    inPlace('workshop', async ({ page }) => {
      const chooser = page.waitForEvent('filechooser')
      await press(page, 'Attach files')
      const buffer = Buffer.from('We meet at nine.')
      await (
        await chooser
      ).setFiles([
        { name: 'the plan for the whole summer.txt', mimeType: 'text/plain', buffer },
        { name: 'list.txt', mimeType: 'text/plain', buffer },
      ])
      await page.getByRole('list', { name: 'Files to send' }).waitFor()
    }),
  ],
  ['voice-recorder', inPlace('group', record)],
  [
    'voice-recorded',
    inPlace('group', async (window) => {
      const recorder = window.page.getByRole('group', { name: 'Voice message' })
      const found = recorder.getByText('You recorded this before')
      if (!(await found.isVisible())) await record(window)
      await press(window.page, 'Stop recording').catch(() => undefined)
      await window.page.getByRole('button', { name: 'Send voice message' }).waitFor()
    }),
  ],
]
