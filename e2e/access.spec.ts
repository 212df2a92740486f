import type { Browser, Page } from '@playwright/test'
import { expectGood } from './accessible.ts'
import { monitoringAnswer } from './monitoring-answer.ts'
import { choosePerson, details, threePeople } from './group-page.ts'
import { arrive, stored, twoPeople } from './parley-page.ts'
import { keepSupabaseSession, newEmail, newPerson, parleyUrl, PASSWORD, signIn } from './people.ts'
import { expect, test } from './test.ts'

const screens: [string, (browser: Browser) => Promise<Page>][] = [
  [
    'the monitoring of administrators',
    async (browser) => {
      const { page } = (await arrive(browser, await newPerson('Ada Arden'))).window
      await page.route('**/api/admin/monitoring?*', (route) =>
        route.fulfill({ json: monitoringAnswer() }),
      )
      await page.goto(`${parleyUrl()}/admin/monitoring`)
      await page.getByRole('figure').first().getByText('As a table').click()
      await page.getByRole('table').first().waitFor()
      await page.getByRole('switch', { name: 'People may upload files' }).waitFor()
      return page
    },
  ],
  [
    'sign in',
    async (browser) => {
      const page = await (await browser.newContext()).newPage()
      await page.goto(parleyUrl())
      await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
      return page
    },
  ],
  [
    'create account, with its errors',
    async (browser) => {
      const page = await (await browser.newContext()).newPage()
      await page.goto(parleyUrl())
      await page.getByRole('button', { name: 'Create account' }).first().click()
      await page.getByRole('textbox', { name: 'Email' }).fill('nobody')
      await page.getByRole('button', { name: 'Create account' }).click()
      await page.locator('[aria-invalid="true"]').first().waitFor()
      return page
    },
  ],
  [
    'check your mail',
    async (browser) => {
      const page = await (await browser.newContext()).newPage()
      await page.goto(parleyUrl())
      await page.getByRole('button', { name: 'Create account' }).first().click()
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ada Arden')
      await page.getByRole('textbox', { name: 'Email' }).fill(newEmail())
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
      await page.getByRole('button', { name: 'Create account' }).click()
      await page.getByRole('textbox', { name: /code/i }).waitFor()
      return page
    },
  ],
  [
    'a link that asks',
    async (browser) => {
      const page = await (await browser.newContext()).newPage()
      await page.goto(`${parleyUrl()}/?token_hash=none&type=recovery`)
      await page.getByRole('button', { name: 'Not now' }).waitFor()
      return page
    },
  ],
  [
    'the second step, with a wrong code',
    async (browser) => {
      const page = await (await browser.newContext()).newPage()
      const { session } = await newPerson('Ada Arden')
      await keepSupabaseSession(page, session)
      const factor = { id: 'f1', factor_type: 'totp', status: 'verified' }
      const error = { code: 'second_factor_needed', message: 'Finish it.', request_id: 'r' }
      await page.route('**/session/bridge', (route) =>
        route.fulfill({ status: 401, json: { error } }),
      )
      await page.route('**/auth/v1/user', (route) =>
        route.fulfill({ json: { ...session.user, factors: [factor] } }),
      )
      await page.route('**/auth/v1/factors/**', (route) =>
        route.fulfill({ status: 422, json: { error_code: 'mfa_verification_failed' } }),
      )
      await page.goto(parleyUrl())
      await page.getByRole('textbox', { name: 'Code from your app' }).fill('123456')
      await page.getByRole('alert').waitFor()
      return page
    },
  ],
  [
    'could not start messaging',
    async (browser) => {
      const page = await (await browser.newContext()).newPage()
      await keepSupabaseSession(page, (await newPerson('Ada Arden')).session)
      await page.route('**/api/auth/session/bridge', (route) => route.abort())
      await page.goto(parleyUrl())
      await page.getByRole('button', { name: 'Retry' }).waitFor()
      return page
    },
  ],
  [
    'no conversation yet',
    async (browser) => (await arrive(browser, await newPerson('Ada Arden'))).window.page,
  ],
  [
    'finding a person',
    async (browser) => {
      const { window } = await arrive(browser, await newPerson('Ada Arden'))
      await window.page.getByRole('button', { name: 'New conversation' }).first().click()
      await window.page.getByRole('dialog').getByRole('textbox').fill('ben')
      await window.page.getByRole('dialog').getByRole('listitem').first().waitFor()
      return window.page
    },
  ],
  [
    'a conversation',
    async (browser) => {
      const { ada, ben } = await twoPeople(browser)
      await ada.window.write('A line\nand another, with https://example.org/a/link')
      await ben.window.open('Ada Arden')
      await ben.window.write('An answer')
      await ada.window.message('An answer').waitFor()
      return ada.window.page
    },
  ],
  [
    'offline, with messages waiting',
    async (browser) => {
      const { ada } = await twoPeople(browser)
      await ada.context.setOffline(true)
      await ada.window.write('into the void')
      await expect(ada.window.status).toHaveText('Offline, 1 waiting')
      return ada.window.page
    },
  ],
  [
    'settings',
    async (browser) => {
      const { window } = await arrive(browser, await newPerson('Ada Arden'))
      await window.page.goto(`${parleyUrl()}/settings`)
      await window.page.getByRole('heading', { level: 1 }).waitFor()
      return window.page
    },
  ],
  [
    'a group with its details and a participant',
    async (browser) => {
      const { window } = (await threePeople(browser)).ada
      const panel = await details(window)
      await panel.getByRole('button', { name: 'About Ben Birch' }).click()
      await window.page.getByRole('dialog').getByRole('button', { name: 'Block' }).waitFor()
      return window.page
    },
  ],
  [
    'choosing people for a group',
    async (browser) => {
      const ben = await newPerson('Ben Birch')
      const { window } = await arrive(browser, await newPerson('Ada Arden'))
      await window.page.getByRole('button', { name: 'New conversation' }).first().click()
      const dialog = window.page.getByRole('dialog')
      await dialog.getByRole('button', { name: 'New group' }).click()
      await choosePerson(dialog, ben)
      return window.page
    },
  ],
  [
    'devices, with a question',
    async (browser) => {
      const ada = await newPerson('Ada Arden')
      const { window } = await arrive(browser, ada)
      await arrive(browser, { ...ada, session: await signIn(ada.email) })
      await window.page.goto(`${parleyUrl()}/settings/devices`)
      await window.page.getByRole('button', { name: 'End all other sessions' }).click()
      return window.page
    },
  ],
  [
    'the doctor, with a step that fails',
    async (browser) => {
      const page = await (await browser.newContext()).newPage()
      await page.goto(`${parleyUrl()}/doctor`)
      await page.getByRole('status').filter({ hasText: 'Something does not work' }).waitFor()
      return page
    },
  ],
  [
    'an address that does not exist',
    async (browser) => {
      const { window } = await arrive(browser, await newPerson('Ada Arden'))
      await window.page.goto(`${parleyUrl()}/no/such/place`)
      await window.page.getByRole('heading').first().waitFor()
      return window.page
    },
  ],
]

for (const [name, open] of screens) {
  test(`${name}: no axe violation and nothing sideways, light and dark, wide and 320 px`, async ({
    browser,
  }) => {
    const page = await open(browser)
    await expectGood(page)
    await page.context().close()
  })
}

test('the main path works by keyboard alone: find a person, write, move through the messages, go back', async ({
  browser,
}) => {
  const ben = await newPerson('Ben Birch')
  const { window } = await arrive(browser, await newPerson('Ada Arden'))
  const { page } = window
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused()
  await page.keyboard.type(ben.email)
  await page.getByRole('dialog').getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await expect(window.composer).toBeFocused()
  for (const text of ['one', 'two']) {
    await page.keyboard.type(`line ${text}`)
    await page.keyboard.press('Enter')
  }
  await expect(window.message('line two')).toHaveAccessibleName(stored)
  await page.keyboard.press('Shift+Tab')
  await expect(window.message('line two')).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(window.message('line one')).toBeFocused()
  await page.keyboard.press('End')
  await expect(window.message('line two')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(window.composer).toBeFocused()
  await page.keyboard.press('Control+/')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(window.composer).toBeFocused()
})

test('an open conversation has no string of its own: in the pseudo language every string is marked', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  await ada.window.write('untranslated')
  await ben.window.open('Ada Arden')
  const { page } = ben.window
  await page.evaluate(() => localStorage.setItem('parley.locale', 'pseudo'))
  await page.reload()
  await page.getByRole('log').getByRole('article').first().waitFor()
  const plain = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const shown = node.parentElement?.closest('script, style, [data-user-text], time') === null
      const text = node.textContent?.trim() ?? ''
      if (shown && /\p{L}{2,}/u.test(text)) found.push(text)
    }
    return found.filter((text) => !/^⟦.*⟧$/su.test(text))
  })
  const theirs = ['untranslated', 'Ada Arden', 'Ben Birch', 'AA', 'BB']
  expect(plain.filter((text) => !theirs.includes(text))).toEqual([])
})
