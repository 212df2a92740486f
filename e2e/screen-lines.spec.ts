import { makeGroup, rowOf } from './group-page.ts'
import { arrive, stored, twoPeople } from './parley-page.ts'
import { newEmail, newPerson, parleyUrl } from './people.ts'
import { expect, test } from './test.ts'

test('the skip link leads to the conversation, and what is typed at a message is written', async ({
  browser,
}) => {
  const { ada } = await twoPeople(browser)
  const { page } = ada.window
  await ada.window.write('one')
  await expect(ada.window.message('one')).toHaveAccessibleName(stored)
  await page.goto(`${parleyUrl()}/settings`)
  await ada.window.expectOnline()
  const skip = page.getByRole('link', { name: 'Skip to the conversation' })
  // It is the first stop, before the list.
  const first = page.locator('a[href], button, input, [tabindex="0"]').first()
  await expect(first).toHaveText('Skip to the conversation')
  await skip.focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('#pane')).toBeFocused()

  await ada.window.open('Ben Birch')
  await ada.window.message('one').focus()
  await page.keyboard.type('two')
  await expect(ada.window.composer).toBeFocused()
  await expect(ada.window.composer).toHaveValue('two')
})

test('a picture, a mention and the header open the person, and a group says how many are in it', async ({
  browser,
}) => {
  const [ada, ben] = [await newPerson('Ada Arden'), await newPerson('Ben Birch')]
  const adas = (await arrive(browser, ada)).window
  const bens = (await arrive(browser, ben)).window
  const { page } = adas
  await makeGroup(adas, 'Summer trip', [ben])
  await expect(page.getByRole('main')).toContainText('2 people')
  await adas.composer.pressSequentially('Hello @ben')
  await page.getByRole('option', { name: /Ben Birch/ }).click()
  await page.keyboard.press('Enter')
  await bens.open('Summer trip')
  await bens.write('Here')
  await expect(adas.message('Here')).toBeVisible()
  const card = page.getByRole('dialog', { name: 'About Ben Birch' })
  const ways = [
    adas.message('Hello').getByText('@Ben Birch'),
    adas.log.locator('[data-initials]').last(),
  ]
  for (const way of ways) {
    await way.click()
    await expect(card).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(card).toHaveCount(0)
  }
})

test('the finder offers a link to an address without an account', async ({ browser }) => {
  const { window } = await arrive(browser, await newPerson('Ada Arden'))
  const { page } = window
  const address = newEmail()
  await page.getByRole('button', { name: 'New conversation' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name or e-mail' }).fill(address)
  await dialog.getByRole('button', { name: new RegExp(address) }).click()
  await expect(dialog.getByRole('alert')).toContainText('There is no account')
  await dialog.getByRole('button', { name: 'Invite people' }).click()
  await expect(page.getByRole('dialog', { name: 'Invite people' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Make link' })).toBeVisible()
})

test('a pair that nobody wrote in shows to nobody else, and then with its first message', async ({
  browser,
}) => {
  const [ada, ben] = [await newPerson('Ada Arden'), await newPerson('Ben Birch')]
  const adas = (await arrive(browser, ada)).window
  const bens = (await arrive(browser, ben)).window
  await adas.talkTo(ben.email)
  await adas.composer.fill('Not sent yet')
  await bens.page.reload()
  await bens.expectOnline()
  await expect(bens.page.getByText('No conversations yet').first()).toBeVisible()
  await expect(rowOf(bens, 'Ada Arden')).toHaveCount(0)
  await adas.composer.press('Enter')
  await expect(rowOf(bens, 'Ada Arden')).toContainText('Not sent yet')
})

test('the day stays at the top while its messages are read, and a found message lights up', async ({
  browser,
}) => {
  const { ada } = await twoPeople(browser)
  const { page } = ada.window
  await page.setViewportSize({ width: 1280, height: 600 })
  await ada.window.writeMany([
    'the red balloon',
    ...Array.from({ length: 25 }, (_, n) => `filler ${n}`),
  ])
  await expect(ada.window.message('filler 24')).toBeVisible()
  const day = ada.window.log.locator('time').filter({ hasText: 'Today' }).first()
  await expect(ada.window.message('the red balloon')).not.toBeInViewport()
  await expect(day).toBeInViewport()

  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('balloon')
  await page
    .getByRole('dialog')
    .getByRole('option', { name: /red balloon/ })
    .click()
  const found = ada.window.message('the red balloon')
  await expect(found).toBeInViewport()
  await expect(found).toBeFocused()
  await expect(found).toHaveAttribute('data-lit', '')
})

test('theme and sound are chosen in the account, and hold after a reload', async ({ browser }) => {
  const { window } = await arrive(browser, await newPerson('Ada Arden'))
  const { page } = window
  const background = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto(`${parleyUrl()}/settings`)
  const light = await background()
  const sound = page.getByRole('switch', { name: /Play a sound/ })
  await expect(sound).toBeChecked()
  await sound.press('Space')
  await page.getByRole('radio', { name: 'Dark' }).press('Space')
  await expect.poll(background).not.toBe(light)
  await page.reload()
  await expect(sound).not.toBeChecked()
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
  expect(await background()).not.toBe(light)
})

test('sent, delivered and read differ by shape, and so does the name of the message', async ({
  browser,
}) => {
  const ben = await newPerson('Ben Birch')
  const { window: adas } = await arrive(browser, await newPerson('Ada Arden'))
  await adas.talkTo(ben.email)
  await adas.write('one')
  const message = adas.message('one')
  const shape = () => message.locator('svg[data-state]').innerHTML()
  await expect(message).toHaveAccessibleName(/Sent$/)
  const sent = await shape()
  const { window: bens } = await arrive(browser, ben)
  await expect(message).toHaveAccessibleName(/Delivered$/)
  const delivered = await shape()
  await bens.open('Ada Arden')
  await expect(message).toHaveAccessibleName(/(Seen|Read)$/)
  expect(new Set([sent, delivered, await shape()]).size).toBe(3)
  await expect(adas.page.getByText('Shift + Enter for a new line')).toHaveCount(0)
  await adas.composer.fill('two')
  await expect(adas.page.getByText('Shift + Enter for a new line')).toBeVisible()
})

test('details give the focus back, and each panel is left by Escape or its button', async ({
  browser,
}) => {
  const { ada } = await twoPeople(browser)
  const { page } = ada.window
  for (const width of [375, 800, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    const opener = page.getByRole('button', { name: 'Details', exact: true })
    await opener.focus()
    await page.keyboard.press('Enter')
    const panel = page.getByRole('region', { name: 'Details' })
    const close = panel.getByRole('button', { name: 'Close' })
    await close.press(width === 800 ? 'Escape' : 'Enter')
    await expect(panel).toHaveCount(0)
    await expect(opener).toBeFocused()
  }
})
