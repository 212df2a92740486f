import { PNG } from '../testing/images.ts'
import { arrive } from './parley-page.ts'
import { details } from './group-page.ts'
import { expectGood, expectGoodAtBothWidths } from './accessible.ts'
import { newPerson } from './people.ts'
import { expect, test } from './test.ts'

test('two people agree to the notice of a dark room, and meet there under aliases only', async ({
  browser,
}) => {
  const title = `Night ${Date.now()}`
  const [ada, ben] = [await newPerson('Ada Arden'), await newPerson('Ben Birch')]
  const { window: adas } = await arrive(browser, ada)
  const { window: bens } = await arrive(browser, ben)
  await adas.page.setViewportSize({ width: 1280, height: 800 })
  await bens.page.setViewportSize({ width: 375, height: 700 })
  const images = process.env.PARLEY_IMAGES
  const take = async (page: typeof adas.page, name: string) => {
    if (images !== undefined) await page.screenshot({ path: `${images}/${name}.png` })
  }

  // Ada makes the room. The notice stands in the form.
  await adas.page.getByRole('button', { name: 'Your account' }).click()
  await adas.page.getByRole('menuitem', { name: 'Arena' }).click()
  await adas.page.getByRole('button', { name: 'New room' }).click()
  const form = adas.page.getByRole('dialog')
  await form.getByRole('textbox', { name: 'Room name' }).fill(title)
  await form.getByRole('radio', { name: 'aliases: a dark room' }).press('Space')
  await expect(form).toContainText('deleted for good after 24 hours')
  await expectGood(adas.page)
  await take(adas.page, 'form')
  await form.getByRole('button', { name: 'I agree, create room' }).click()
  const own = adas.page.getByText(/You write as /)
  await expect(own).toBeVisible()
  const adasAlias = (await own.textContent())!.replace(/^You write as (.*)\.$/, '$1')
  await adas.write('Who goes there')

  // Ben enters after the notice, on a phone.
  await bens.page.getByRole('button', { name: 'Your account' }).click()
  await bens.page.getByRole('menuitem', { name: 'Arena' }).click()
  await bens.page.getByRole('searchbox', { name: 'Search rooms' }).fill(title)
  const row = bens.page.getByRole('listitem').filter({ hasText: title })
  await expect(row).toContainText('Dark room')
  await take(bens.page, 'arena')
  await bens.page.getByRole('button', { name: `Join ${title}` }).click()
  const notice = bens.page.getByRole('dialog')
  await expect(notice).toContainText('a moderator can look up who you are')
  await expect(notice).toHaveAccessibleDescription(/a moderator can look up who you are/)
  await expectGood(bens.page)
  await take(bens.page, 'room-entry')
  await notice.getByRole('button', { name: 'I agree, enter' }).click()
  await expect(bens.message('Who goes there')).toContainText(adasAlias)
  await bens.write('A friend')
  await expect(adas.message('A friend')).toBeVisible()
  await expect(adas.message('A friend')).not.toContainText('Ben')

  // A file goes under the alias too, with a name that says nothing.
  const chooser = adas.page.waitForEvent('filechooser')
  await adas.page.getByRole('button', { name: 'Attach files' }).click()
  const named = { name: 'Ada at home.png', mimeType: 'image/png', buffer: PNG }
  await (await chooser).setFiles(named)
  await expect(adas.page.getByRole('list', { name: 'Files to send' })).toBeVisible()
  await adas.write('Where I am')
  const sent = bens.message('Where I am').getByRole('button', { name: 'Open picture: picture.png' })
  await expect(sent).toBeVisible()
  await expect(adas.message('Where I am').getByRole('button', { name: /^Open/ })).toBeVisible()
  await expectGood(bens.page)
  await take(bens.page, 'room')

  // The card that opens from a message leads to no account: no user name, picture, presence, link or conversation.
  await bens.log.getByRole('button', { name: adasAlias }).first().click()
  const card = bens.page.getByRole('dialog', { name: `About ${adasAlias}` })
  await expect(card.getByRole('button')).toHaveText(['Block', 'Report…'])
  await expect(card.getByRole('paragraph')).toHaveText([adasAlias, ''])
  await expect(card.getByRole('link')).toHaveCount(0)
  await expect(card.locator('img[src], [href]')).toHaveCount(0)
  const markup = await card.innerHTML()
  for (const secret of ['Ada Arden', '@', ada.email, ada.session.user.id]) {
    expect(markup).not.toContain(secret)
  }
  await expectGood(bens.page)
  await take(bens.page, 'alias-card')
  await bens.page.keyboard.press('Escape')
  await expect(card).toHaveCount(0)

  // Nothing in either page names the other person, or lets anybody write to them.
  const panel = await details(adas)
  await expect(panel.getByRole('button', { name: /^About / })).toHaveCount(2)
  const shared = panel.getByRole('region', { name: 'Files of this conversation' })
  await shared.getByRole('button', { name: 'Pictures' }).click()
  await expect(shared.getByRole('button', { name: 'Open picture: picture.png' })).toBeVisible()
  await expectGoodAtBothWidths(adas.page)
  await take(adas.page, 'details')
  await expect(adas.page.locator('body')).not.toContainText('Ben Birch')
  await expect(bens.page.locator('body')).not.toContainText('Ada Arden')

  // Ada blocks the alias. Its messages are hidden, and nothing else.
  const bensAlias = panel.getByRole('listitem').filter({ hasNotText: adasAlias })
  await bensAlias.getByRole('button').first().click()
  await expect(adas.page.getByRole('button', { name: 'Message', exact: true })).toHaveCount(0)
  await adas.page.getByRole('button', { name: 'Block', exact: true }).click()
  await adas.page.getByRole('dialog').getByRole('button', { name: 'Block' }).click()
  await expect(adas.message('A friend')).toHaveCount(0)
})
