import { expectGood } from './accessible.ts'
import { details, makeGroup } from './group-page.ts'
import { arrive, ParleyPage } from './parley-page.ts'
import { mailTo, newEmail, newPerson, PASSWORD } from './people.ts'
import { expect, test } from './test.ts'

test('an owner makes a link to a group; a stranger opens it on a phone, signs up, and writes there', async ({
  browser,
}) => {
  const title = `Garden ${Date.now()}`
  const { window: adas } = await arrive(browser, await newPerson('Ada Arden'))

  // Without a conversation, the first screen offers a link to oneself.
  await adas.page.getByRole('button', { name: 'Invite people' }).first().click()
  const dialog = adas.page.getByRole('dialog')
  await expect(dialog.getByText('No link is open.')).toBeVisible()
  await adas.page.keyboard.press('Escape')

  await makeGroup(adas, title, [await newPerson('Cleo Cole')])
  const panel = await details(adas)
  await panel.getByRole('button', { name: 'Invite by link' }).press('Enter')
  await dialog.getByRole('radio', { name: '1 person' }).press('Space')
  await dialog.getByRole('button', { name: 'Make link' }).press('Enter')
  const made = dialog.getByRole('textbox', { name: 'Invitation link' })
  await expect(made).toHaveValue(/^http/)
  const link = await made.inputValue()
  await expect(dialog.getByRole('listitem')).toContainText('0 of 1 came')
  await expectGood(adas.page)

  // A stranger sees who invites, signs up, and is there when the address is confirmed.
  const context = await browser.newContext({ viewport: { width: 375, height: 700 } })
  const bens = new ParleyPage(await context.newPage())
  await bens.page.goto(link)
  await expect(bens.page.getByText(`Ada Arden invites you to “${title}”`)).toBeVisible()
  await expectGood(bens.page)
  const email = newEmail()
  await bens.page.getByRole('textbox', { name: 'Name' }).fill('Ben Birch')
  await bens.page.getByRole('textbox', { name: 'Email' }).fill(email)
  await bens.page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await bens.page.getByRole('button', { name: 'Create account', exact: true }).click()
  await expect(bens.page.getByRole('heading', { name: 'Check your mail' })).toBeVisible()
  const { link: confirmation } = await mailTo(email)
  // The mail opens another tab. Both tabs come to the group, and it counts once.
  const other = new ParleyPage(await context.newPage())
  await other.page.goto(confirmation!)
  await other.page.getByRole('button', { name: 'Confirm and sign in' }).click()
  await other.write('Hello everybody')
  await expect(bens.message('Hello everybody')).toBeVisible()

  await dialog.getByRole('button', { name: 'Revoke' }).click()
  await expect(dialog.getByText('No link is open.')).toBeVisible()
  await adas.page.keyboard.press('Escape')
  await expect(adas.log.getByText('Ben Birch joined by an invitation')).toBeVisible()
  await expect(adas.message('Hello everybody')).toContainText('Ben Birch')

  // Somebody who comes now learns nothing of the group.
  const late = await (await browser.newContext()).newPage()
  await late.goto(link)
  await expect(late.getByText('This invitation is no longer good.')).toBeVisible()
  await expect(late.getByText(title)).toHaveCount(0)
})

test('the confirmation mail is opened on another device, which has never seen the invitation: it leads there', async ({
  browser,
}) => {
  const title = `Orchard ${Date.now()}`
  const { window: adas } = await arrive(browser, await newPerson('Ada Arden'))
  await makeGroup(adas, title, [await newPerson('Cleo Cole')])
  const panel = await details(adas)
  await panel.getByRole('button', { name: 'Invite by link' }).press('Enter')
  const dialog = adas.page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Make link' }).press('Enter')
  const made = dialog.getByRole('textbox', { name: 'Invitation link' })
  await expect(made).toHaveValue(/^http/)

  const desk = await (await browser.newContext()).newPage()
  await desk.goto(await made.inputValue())
  const email = newEmail()
  await desk.getByRole('textbox', { name: 'Name' }).fill('Ben Birch')
  await desk.getByRole('textbox', { name: 'Email' }).fill(email)
  await desk.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await desk.getByRole('button', { name: 'Create account', exact: true }).click()
  await expect(desk.getByRole('heading', { name: 'Check your mail' })).toBeVisible()

  const phone = new ParleyPage(await (await browser.newContext()).newPage())
  await phone.page.goto((await mailTo(email)).link!)
  await phone.page.getByRole('button', { name: 'Confirm and sign in' }).click()
  // This browser kept nothing, so the person is asked first.
  await expect(phone.page.getByText(`Ada Arden invites you to “${title}”`)).toBeVisible()
  await expect(adas.log.getByText('Ben Birch joined')).toHaveCount(0)
  await phone.page.getByRole('button', { name: 'Join', exact: true }).click()
  await phone.write('Hello from the phone')
  await adas.page.keyboard.press('Escape')
  await expect(adas.message('Hello from the phone')).toContainText('Ben Birch')
})
