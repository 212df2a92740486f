import { expectGood } from './accessible.ts'
import { PNG } from '../testing/images.ts'
import { actOn, choosePerson, choosePicture, details, rowOf, threePeople } from './group-page.ts'
import { arrive, type ParleyPage } from './parley-page.ts'
import { newPerson } from './people.ts'
import { expect, test } from './test.ts'

test('"Seen by" counts and names the readers of a message, as they read it', async ({
  browser,
}) => {
  const { ada, ben, cleo } = await threePeople(browser)
  const { page } = ada.window
  await ada.window.write('Who is in?')
  const message = ada.window.message('Who is in?')
  await expect(message).toHaveAccessibleName(/Delivered$/)
  await message.getByRole('button', { name: 'Delivered' }).click()
  const readers = page.getByRole('dialog', { name: 'Seen by' })
  const section = (name: string) => readers.getByRole('region', { name, exact: true })
  await expect(section('Not yet').getByRole('listitem')).toHaveText([/Ben Birch$/, /Cleo Cedar$/])
  await expect(section('Seen by')).toHaveCount(0)

  await ben.window.open('Summer trip')
  await expect(section('Seen by').getByRole('listitem')).toHaveText([/Ben Birch$/])
  await expect(section('Not yet').getByRole('listitem')).toHaveText([/Cleo Cedar$/])
  await page.keyboard.press('Escape')
  await expect(readers).toHaveCount(0)
  await expect(message).toBeFocused()
  await expect(message).toHaveAccessibleName(/Seen by 1$/)

  await cleo.window.open('Summer trip')
  await expect(message).toHaveAccessibleName(/Read$/)
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Seen by' }).click()
  await expect(section('Seen by').getByRole('listitem')).toHaveText([/Ben Birch$/, /Cleo Cedar$/])
  await expect(section('Not yet')).toHaveCount(0)
})

test('a reader in "Seen by" opens as a card by keyboard, and the list is there again when it closes', async ({
  browser,
}) => {
  const { ada, ben } = await threePeople(browser)
  const { page } = ada.window
  await ben.window.open('Summer trip')
  await ada.window.write('Who is in?')
  const message = ada.window.message('Who is in?')
  await expect(message).toHaveAccessibleName(/Seen by 1$/)
  await message.focus()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Seen by' }).press('Enter')
  const readers = page.getByRole('dialog', { name: 'Seen by' })
  const row = readers.getByRole('button', { name: 'About Ben Birch' })
  await row.press('Enter')
  const card = page.getByRole('dialog', { name: 'About Ben Birch' })
  await expect(card.getByRole('button', { name: 'Message' })).toBeVisible()
  await expectGood(page)
  await page.keyboard.press('Escape')
  await expect(card).toHaveCount(0)
  await expect(row).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(readers).toHaveCount(0)
  await expect(message).toBeFocused()

  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Seen by' }).press('Enter')
  await row.press('Enter')
  await card.getByRole('button', { name: 'Message' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Ben Birch' })).toBeVisible()
  await expect(readers).toHaveCount(0)
  await expect(card).toHaveCount(0)
})

test('changes of a group are told in it, and a person who left keeps their name', async ({
  browser,
}) => {
  test.slow()
  const { ada, ben, cleo } = await threePeople(browser)
  const dan = await newPerson('Dan Dogwood')
  const dans = (await arrive(browser, dan)).window
  const told = (window: ParleyPage, ...lines: string[]) =>
    Promise.all(
      lines.map((line) => expect(window.log.getByText(line, { exact: true })).toBeVisible()),
    )
  await ben.window.open('Summer trip')
  await ben.window.write('I was here')
  await told(ada.window, 'You created the group “Summer trip”')
  await told(ben.window, 'Ada Arden created the group “Summer trip”')

  const panel = await details(ada.window)
  const dialog = ada.window.page.getByRole('dialog')
  await panel.getByRole('button', { name: 'Edit group' }).click()
  await dialog.getByRole('textbox', { name: 'Group name' }).fill('Winter trip')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0)
  await panel.getByRole('button', { name: 'Edit group' }).click()
  await choosePicture(ada.window, PNG)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await panel.getByRole('button', { name: 'Add people' }).click()
  await choosePerson(dialog, dan)
  await dialog.getByRole('button', { name: 'Add 1 person' }).click()
  await told(
    ada.window,
    'You named the group “Winter trip”',
    'You changed the picture of the group',
    'You added Dan Dogwood',
  )
  await told(
    ben.window,
    'Ada Arden named the group “Winter trip”',
    'Ada Arden changed the picture of the group',
    'Ada Arden added Dan Dogwood',
  )
  await dans.open('Winter trip')
  await told(dans, 'Ada Arden added you')

  await actOn(ada.window, 'Ben Birch', 'Make admin')
  await actOn(ada.window, 'Cleo Cedar', 'Remove from the group')
  await told(ben.window, 'Ada Arden made you an admin', 'Ada Arden removed Cleo Cedar')
  await told(dans, 'Ada Arden made Ben Birch an admin', 'Ada Arden removed Cleo Cedar')
  await expect(rowOf(cleo.window, 'Winter trip')).toHaveCount(0)

  await (await details(ben.window)).getByRole('button', { name: 'Leave group' }).click()
  await ben.window.page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click()
  await told(ada.window, 'Ben Birch left')
  await expect(rowOf(dans, 'Winter trip')).toContainText('Ben Birch left')
  await ada.window.page.reload()
  await told(ada.window, 'Ben Birch left', 'You removed Cleo Cedar')
  await expect(ada.window.message('I was here')).toContainText('Ben Birch')
  // A system line counts no readers.
  await expect(rowOf(dans, 'Winter trip')).not.toContainText('unread')
})
