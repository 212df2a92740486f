import { PNG } from '../testing/images.ts'
import { expectGoodAtBothWidths } from './accessible.ts'
import { actOn, choosePerson, choosePicture, details, rowOf, threePeople } from './group-page.ts'
import { arrive } from './parley-page.ts'
import { newPerson, parleyUrl } from './people.ts'
import { expect, test } from './test.ts'

test("in a group of three, each one receives the others' messages with the author's name", async ({
  browser,
}) => {
  const { ada, ben, cleo } = await threePeople(browser)
  await ada.window.write('Who brings the tent?')
  await expect(rowOf(cleo.window, 'Summer trip')).toContainText('Ada Arden: Who brings the tent?')
  await ben.window.open('Summer trip')
  await ben.window.write('I do.')
  await expect(ada.window.message('I do.')).toBeVisible()
  await cleo.window.open('Summer trip')
  await expect(cleo.window.message('I do.')).toContainText('Ben Birch')
})

test('a new name and a new participant reach everybody, and the timeline tells of them', async ({
  browser,
}) => {
  const { ada, ben } = await threePeople(browser)
  const dan = await newPerson('Dan Dogwood')
  const dans = await arrive(browser, dan)
  await ben.window.open('Summer trip')

  const panel = await details(ada.window)
  await panel.getByRole('button', { name: 'Edit group' }).click()
  const dialog = ada.window.page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Group name' }).fill('Winter trip')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(panel.getByRole('heading', { name: 'Winter trip' })).toBeVisible()
  await expect(ben.window.page.getByRole('heading', { name: 'Winter trip' })).toBeVisible()
  await expect(ben.window.log).toContainText('Winter trip')

  await panel.getByRole('button', { name: 'Add people' }).click()
  await choosePerson(dialog, dan)
  await dialog.getByRole('button', { name: 'Add 1 person' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(panel.getByRole('listitem').filter({ hasText: 'Dan Dogwood' })).toBeVisible()
  await expect(ben.window.log).toContainText('Dan Dogwood')
  await dans.window.open('Winter trip')
  await dans.window.write('Thanks for having me')
  await expect(ada.window.message('Thanks for having me')).toBeVisible()
})

test('a new picture reaches everybody, and nobody asks its own site for it', async ({
  browser,
}) => {
  const { ada, ben } = await threePeople(browser)
  const picture = 'https://pictures.example/trip.png'
  const strangers: string[] = []
  for (const { context } of [ada, ben]) {
    context.on('request', (request) => {
      if (new URL(request.url()).origin !== parleyUrl()) strangers.push(request.url())
    })
  }
  await (await details(ada.window)).getByRole('button', { name: 'Edit group' }).click()
  const dialog = ada.window.page.getByRole('dialog')
  // A broken file is told, and is not the picture.
  await dialog.locator('input[type=file]').setInputFiles({
    ...{ name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('no picture') },
  })
  await expect(dialog.getByRole('alert')).toContainText('This file is not a picture')
  await expect(dialog).not.toContainText('saved')
  await choosePicture(ada.window, PNG, () => expectGoodAtBothWidths(ada.window.page))
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0)
  const group = new URL(ada.window.page.url()).pathname.split('/').at(-1)
  for (const { window } of [ada, ben]) {
    const shown = rowOf(window, 'Summer trip').locator('img')
    await expect(shown).toHaveAttribute('src', new RegExp(`^/api/pictures/${group}\\?v=\\d+$`))
    await expect(shown).toHaveJSProperty('naturalWidth', 256)
  }

  expect(strangers).toEqual([])
  const refused = await ben.window.page.evaluate(async (src) => {
    const violation = new Promise<SecurityPolicyViolationEvent>((resolve) =>
      document.addEventListener('securitypolicyviolation', resolve, { once: true }),
    )
    new Image().src = src
    const { blockedURI, effectiveDirective } = await violation
    return { blockedURI, effectiveDirective }
  }, picture)
  expect(refused).toEqual({ blockedURI: picture, effectiveDirective: 'img-src' })
})

test('typing names the person, also when several type', async ({ browser }) => {
  const { ada, ben, cleo } = await threePeople(browser)
  for (const { window } of [ben, cleo]) await window.open('Summer trip')
  await ben.window.composer.pressSequentially('I think')
  await expect(ada.window.page.getByText('Ben Birch is typing…')).toBeVisible()
  // The indicator goes after a pause, so both go on typing until both are named.
  await expect(async () => {
    for (const { window } of [ben, cleo]) await window.composer.pressSequentially(' so')
    const both = /^(Ben Birch and Cleo Cedar|Cleo Cedar and Ben Birch) are typing…$/
    await expect(ada.window.page.getByText(both)).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await cleo.window.composer.fill('')
  await ben.window.composer.fill('')
  await expect(ada.window.page.getByText('typing…')).toHaveCount(0)
})

test('a member is offered no forbidden action; an admin is, at once', async ({ browser }) => {
  const { ada, ben } = await threePeople(browser)
  await ben.window.open('Summer trip')
  const panel = await details(ben.window)
  await expect(panel.getByRole('button', { name: 'Leave group' })).toBeVisible()
  await expect(panel.getByRole('button', { name: /Edit group|Add people|Actions/ })).toHaveCount(0)
  await actOn(ada.window, 'Ben Birch', 'Make admin')
  await expect(panel.getByRole('button', { name: 'Edit group' })).toBeVisible()
  await expect(panel.getByRole('button', { name: /^Actions for/ })).toHaveCount(1)
  await actOn(ben.window, 'Cleo Cedar', 'Remove from the group')
  await expect(panel.getByRole('listitem').filter({ hasText: 'Cleo Cedar' })).toHaveCount(0)
})

test('a removed person loses the group at once, and does not get later messages', async ({
  browser,
}) => {
  const { ada, cleo } = await threePeople(browser)
  await cleo.window.open('Summer trip')
  await actOn(ada.window, 'Cleo Cedar', 'Remove from the group')
  await expect(rowOf(cleo.window, 'Summer trip')).toHaveCount(0)
  await expect(cleo.window.composer).toHaveCount(0)
  await ada.window.write('Now that Cleo is gone')
  await cleo.window.page.reload()
  await cleo.window.expectOnline()
  await expect(cleo.window.page.getByText('Now that Cleo is gone')).toHaveCount(0)
})

test('the owner hands the group over and leaves; the new owner can do everything', async ({
  browser,
}) => {
  const { ada, ben } = await threePeople(browser)
  await ben.window.open('Summer trip')
  await actOn(ada.window, 'Ben Birch', 'Hand over the group')
  const panel = await details(ada.window)
  await expect(
    panel.getByRole('listitem').filter({ hasText: 'Ben Birch' }).getByText('Owner'),
  ).toBeVisible()
  await panel.getByRole('button', { name: 'Leave group' }).click()
  await ada.window.page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click()
  await expect(rowOf(ada.window, 'Summer trip')).toHaveCount(0)
  await expect(ben.window.log).toContainText('left')
  await actOn(ben.window, 'Cleo Cedar', 'Make admin')
})

test('an owner who leaves is told who comes next', async ({ browser }) => {
  const { ada, cleo } = await threePeople(browser)
  await cleo.window.open('Summer trip')
  // The members came at the same moment. The admin comes before them.
  await actOn(ada.window, 'Cleo Cedar', 'Make admin')
  const panel = await details(ada.window)
  await panel.getByRole('button', { name: 'Leave group' }).click()
  const dialog = ada.window.page.getByRole('dialog')
  await expect(dialog).toContainText('handed over')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(panel.getByRole('button', { name: 'Leave group' })).toBeFocused()
  await panel.getByRole('button', { name: 'Leave group' }).click()
  await dialog.getByRole('button', { name: 'Leave' }).click()
  await expect(rowOf(ada.window, 'Summer trip')).toHaveCount(0)
  await actOn(cleo.window, 'Ben Birch', 'Make admin')
})

test('the list: groups alone, marked unread by hand, muted, found by the switcher', async ({
  browser,
}) => {
  const { ada, ben } = await threePeople(browser)
  const { page } = ben.window
  await ada.window.write('Something to mark')
  await ben.window.talkTo(ada.person.email)
  await page.getByRole('radio', { name: 'Groups' }).check()
  await expect(rowOf(ben.window, 'Ada Arden')).toHaveCount(1)
  await expect(rowOf(ben.window, 'Ada Arden')).toContainText('Summer trip')
  await page.getByRole('radio', { name: 'Direct' }).check()
  await expect(rowOf(ben.window, 'Summer trip')).toHaveCount(0)
  await page.getByRole('radio', { name: 'Unread' }).check()
  await expect(rowOf(ben.window, 'Summer trip')).toBeVisible()
  await page.getByRole('radio', { name: 'All' }).check()

  const menu = async (item: string) => {
    await page.getByRole('button', { name: 'Options for Summer trip' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: item, exact: true }).click()
  }
  const row = rowOf(ben.window, 'Summer trip')
  await expect(row).toContainText('1 unread message')
  await menu('Mark read')
  await expect(row).not.toContainText('unread')
  await menu('Mark unread')
  await expect(row).toContainText(/unread/)
  await menu('Mute')
  await expect(row).toContainText('Muted')

  await page.keyboard.press('Control+k')
  await page.keyboard.type('summer')
  await expect(page.getByRole('dialog').getByRole('option').first()).toContainText('Summer trip')
  await page.keyboard.press('Enter')
  await expect(ben.window.message('Something to mark')).toBeVisible()
})

test('a long Hebrew title shows its beginning, in the list and in the header', async ({
  browser,
}) => {
  const { ada } = await threePeople(browser)
  const panel = await details(ada.window)
  await panel.getByRole('button', { name: 'Edit group' }).click()
  const dialog = ada.window.page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Group name' }).fill('טיול שנתי '.repeat(11).trim())
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(rowOf(ada.window, 'טיול שנתי')).toBeVisible()
  for (const shown of ['nav li bdi', 'header h2 bdi']) {
    const place = await ada.window.page
      .locator(shown)
      .first()
      .evaluate((element) => {
        const range = document.createRange()
        range.setStart(element.firstChild!, 0)
        range.setEnd(element.firstChild!, 1)
        const [letter, frame] = [range.getBoundingClientRect(), element.getBoundingClientRect()]
        return { isShown: letter.right <= frame.right + 1, isAtEnd: letter.left > frame.left + 20 }
      })
    expect(place, shown).toEqual({ isShown: true, isAtEnd: true })
  }
})
