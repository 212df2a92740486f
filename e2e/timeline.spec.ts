import type { Page } from '@playwright/test'
import { act } from './message-page.ts'
import { stored, twoPeople } from './parley-page.ts'
import { parleyUrl } from './people.ts'
import { expect, test } from './test.ts'

async function openBoth(browser: Parameters<typeof twoPeople>[0]) {
  const people = await twoPeople(browser)
  await people.ben.window.open('Ada Arden')
  return people
}

const panel = (page: Page, name: string) => page.getByRole('region', { name })

test('an edit and a deletion reach the other person, both marked', async ({ browser }) => {
  const { ada, ben } = await openBoth(browser)
  await ada.window.write('Lunch at twelve?')
  await expect(ben.window.message('Lunch at twelve?')).toBeVisible()
  await act(ada.window, 'Lunch at twelve?', 'Edit')
  await expect(ada.window.composer).toHaveValue('Lunch at twelve?')
  await ada.window.composer.fill('Lunch at one?')
  await ada.window.composer.press('Enter')
  await expect(ben.window.message('Lunch at one?')).toContainText('edited')

  await act(ada.window, 'Lunch at one?', 'Delete')
  await ada.window.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  for (const { window } of [ada, ben]) {
    await expect(window.message('Message deleted')).toHaveCount(1)
    await expect(window.message('Lunch at one?')).toHaveCount(0)
  }
})

test('↑ edits the user’s own last message, Esc brings the draft back', async ({ browser }) => {
  const { ada, ben } = await openBoth(browser)
  await ada.window.write('tpyo')
  await expect(ada.window.message('tpyo')).toHaveAccessibleName(stored)
  await ada.window.composer.press('ArrowUp')
  await expect(ada.window.composer).toHaveValue('tpyo')
  await ada.window.composer.press('Escape')
  await expect(ada.window.composer).toHaveValue('')
  await ada.window.composer.press('ArrowUp')
  await ada.window.composer.fill('typo')
  await ada.window.composer.press('Enter')
  await expect(ben.window.message('typo')).toBeVisible()
})

test('reactions are counted, named and taken back', async ({ browser }) => {
  const { ada, ben } = await openBoth(browser)
  await ada.window.write('We shipped it')
  await act(ben.window, 'We shipped it', 'React')
  await ben.window.page.getByRole('searchbox', { name: 'Search emoji' }).fill('tada')
  await ben.window.page.keyboard.press('Enter')
  const chip = ada.window.message('We shipped it').getByRole('button', { name: /🎉 1: Ben Birch/ })
  await chip.click()
  const joined = ben.window.message('We shipped it').getByRole('button', { name: /🎉 2/ })
  await expect(joined).toHaveAttribute('aria-pressed', 'true')
  await joined.click()
  await expect(
    ada.window.message('We shipped it').getByRole('button', { name: /🎉 1: You/ }),
  ).toBeVisible()
})

test('a reply shows a quote, and the quote leads to the message', async ({ browser }) => {
  const { ada, ben } = await openBoth(browser)
  await ada.window.write('Which colour?')
  await act(ben.window, 'Which colour?', 'Reply')
  await expect(ben.window.page.getByText('Replying to Ada Arden')).toBeVisible()
  await ben.window.write('Green.')
  const quote = ada.window
    .message('Green.')
    .getByRole('button', { name: 'In reply to You: Which colour?' })
  await quote.click()
  await expect(ada.window.log.getByRole('article').first()).toBeFocused()
})

test('a thread has its own panel, and its root shows the number of replies', async ({
  browser,
}) => {
  const { ada, ben } = await openBoth(browser)
  await ada.window.write('Root of it all')
  await act(ben.window, 'Root of it all', 'Reply in thread')
  const thread = panel(ben.window.page, 'Thread')
  await thread.getByRole('textbox', { name: 'Message in thread' }).fill('An aside')
  await thread.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(thread.getByRole('article').filter({ hasText: 'An aside' })).toBeVisible()

  await ada.window
    .message('Root of it all')
    .getByRole('button', { name: /^1 reply/ })
    .click()
  const adas = panel(ada.window.page, 'Thread')
  await expect(adas.getByRole('article').filter({ hasText: 'An aside' })).toBeVisible()
  await expect(ada.window.message('An aside')).toHaveCount(0)
  await ada.window.page.keyboard.press('Escape')
  await expect(adas).toHaveCount(0)
})

test('a draft in a thread survives closing the page, and goes when it is sent', async ({
  browser,
}) => {
  const { ada } = await openBoth(browser)
  await ada.window.write('Root of it all')
  await expect(ada.window.message('Root of it all')).toHaveAccessibleName(stored)
  const { page } = ada.window
  const composer = panel(page, 'Thread').getByRole('textbox', { name: 'Message in thread' })
  await act(ada.window, 'Root of it all', 'Reply in thread')
  await composer.fill('Half an ans')
  await page.reload()
  await act(ada.window, 'Root of it all', 'Reply in thread')
  await expect(composer).toHaveValue('Half an ans')
  await expect(ada.window.composer).toHaveValue('')
  await composer.fill('A whole answer')
  await composer.press('Enter')
  await expect(composer).toHaveValue('')
  await page.reload()
  await ada.window
    .message('Root of it all')
    .getByRole('button', { name: /^1 reply/ })
    .click()
  await expect(composer).toHaveValue('')
})

test('a thread longer than a page: a link leads to its first reply, and "Latest" comes back', async ({
  browser,
}) => {
  const { ada } = await openBoth(browser)
  await ada.window.write('Root of it all')
  await expect(ada.window.message('Root of it all')).toHaveAccessibleName(stored)
  const root = await ada.window.newestId()
  const answers = Array.from({ length: 130 }, (_, n) => `answer ${n + 1}.`)
  await ada.window.writeMany(answers, { thread_root: root })
  const { page } = ada.window
  const thread = panel(page, 'Thread')
  const earlier = thread.getByRole('button', { name: 'Load earlier messages' })
  await ada.window
    .message('Root of it all')
    .getByRole('button', { name: /^130 replies/ })
    .click()
  await expect(thread.getByRole('article').filter({ hasText: 'answer 130.' })).toBeInViewport()
  await expect(thread.getByRole('article').filter({ hasText: 'answer 1.' })).toHaveCount(0)
  await expect(earlier).toHaveCount(1)

  await page.goto(`${parleyUrl()}${new URL(page.url()).pathname}?m=2`)
  const first = thread.getByRole('article').filter({ hasText: 'answer 1.' })
  await expect(first).toBeFocused()
  await expect(first).toBeInViewport()
  await expect(earlier).toHaveCount(0)
  const last = thread.getByRole('article').filter({ hasText: 'answer 130.' })
  await expect(last).toHaveCount(0)
  await expect(thread.getByRole('button', { name: 'Load later messages' })).toHaveCount(1)
  await thread.getByRole('button', { name: 'Latest messages' }).click()
  await expect(last).toBeInViewport()
})

test('Markdown is drawn, and HTML is not', async ({ browser }) => {
  const { ada, ben } = await openBoth(browser)
  await ada.window.write('**bold** `code` <img src=x onerror=alert(1)> [bad](javascript:alert(1))')
  const article = ben.window.message('onerror')
  await expect(article.locator('strong')).toHaveText('bold')
  await expect(article.locator('code')).toHaveText('code')
  await expect(article.locator('img, a')).toHaveCount(0)
})

test('a picked emoji goes where the caret is, and typing goes on after it', async ({ browser }) => {
  const { ada, ben } = await openBoth(browser)
  const { page, composer } = ada.window
  await composer.fill('We won!')
  await composer.press('Home')
  await page.getByRole('button', { name: 'Emoji', exact: true }).click()
  await page.getByRole('searchbox', { name: 'Search emoji' }).fill('tada')
  await page.keyboard.press('Enter')
  await expect(composer).toHaveValue('🎉We won!')
  await composer.press('ControlOrMeta+z')
  await expect(composer).toHaveValue('We won!')
  await composer.press('ControlOrMeta+Shift+z')
  await composer.pressSequentially(' ')
  await composer.press('Enter')
  await expect(ben.window.message('🎉 We won!')).toBeVisible()
})

test('@ offers the participants, and the mention stands out for the mentioned person', async ({
  browser,
}) => {
  const { ada, ben } = await openBoth(browser)
  await ada.window.composer.pressSequentially('Hey @b')
  await expect(ada.window.page.getByRole('option', { name: /Ben Birch/ })).toBeVisible()
  await ada.window.composer.press('Enter')
  await expect(ada.window.composer).toHaveValue('Hey @Ben Birch ')
  await ada.window.composer.press('ControlOrMeta+z')
  await expect(ada.window.composer).toHaveValue('Hey @b')
  await ada.window.composer.press('ControlOrMeta+Shift+z')
  await expect(ada.window.composer).toHaveValue('Hey @Ben Birch ')
  await ada.window.composer.pressSequentially('look')
  await ada.window.composer.press('Enter')
  const mention = ben.window.message('look').locator('[data-person]', { hasText: 'Ben Birch' })
  await expect(mention).toBeVisible()
})

test('a link leads to an old message, and "Latest" comes back', async ({ browser }) => {
  const { ada } = await openBoth(browser)
  await ada.window.writeMany(Array.from({ length: 130 }, (_, n) => `line ${n + 1}.`))
  const { page } = ada.window
  const path = new URL(page.url()).pathname
  await page.goto(`${parleyUrl()}${path}?m=12`)
  await expect(ada.window.message('line 12.')).toBeFocused()
  await expect(ada.window.message('line 12.')).toBeInViewport()
  await expect(ada.window.message('line 130.')).toHaveCount(0)
  await page.getByRole('button', { name: 'Latest messages' }).click()
  await expect(ada.window.message('line 130.')).toBeInViewport()
})

test('every action works by keyboard, and the focus comes back', async ({ browser }) => {
  const { ada } = await openBoth(browser)
  await ada.window.write('by hand')
  await expect(ada.window.message('by hand')).toHaveAccessibleName(stored)
  const { page } = ada.window
  await ada.window.message('by hand').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'React', exact: true })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(ada.window.message('by hand')).toBeFocused()
  await page.keyboard.press('Shift+F10')
  for (const name of ['Edit', 'Copy text', 'Copy link', 'Mark unread from here', 'Delete']) {
    await expect(page.getByRole('menuitem', { name })).toBeVisible()
  }
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(ada.window.message('by hand')).toBeFocused()
})

test('marking a message unread brings the badge back', async ({ browser }) => {
  const { ada, ben } = await openBoth(browser)
  await ada.window.write('first')
  await ada.window.write('second')
  await expect(ben.window.message('second')).toBeVisible()
  await expect(ada.window.message('second')).toHaveAccessibleName(/read/i)
  await act(ben.window, 'second', 'Mark unread from here')
  await ben.window.page.goto(parleyUrl())
  await expect(ben.window.page).toHaveTitle(/^\(1\)/)
})
