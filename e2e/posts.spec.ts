import { expectGood } from './accessible.ts'
import { openMarketplace } from './marketplace.ts'
import { arrive, ParleyPage } from './parley-page.ts'
import { newPerson } from './people.ts'
import { expect, test } from './test.ts'

test('a link of a marketplace opens the conversation after signing in, and a post of the board opens another', async ({
  browser,
}) => {
  const title = `Garden help ${Date.now()}`
  const [ada, ben] = [await newPerson('Ada Arden'), await newPerson('Ben Birch')]
  const marketplace = await openMarketplace(ada.email)
  const { window: adas } = await arrive(browser, ada)
  await adas.page.setViewportSize({ width: 1280, height: 800 })

  // Ben has not signed in. The link of the article survives the sign-in.
  const context = await browser.newContext({ viewport: { width: 375, height: 700 } })
  const bens = new ParleyPage(await context.newPage())
  await bens.page.goto(marketplace.url)
  const lamp = bens.page.getByRole('listitem').filter({ hasText: 'Desk lamp' })
  await lamp.getByRole('link', { name: 'Message the seller' }).click()
  await bens.signIn(ben.email, ben.password)
  const pinned = bens.page.getByRole('note', { name: 'About the post' })
  await expect(pinned).toContainText('Desk lamp, brass')
  await bens.write('Is the lamp still there?')

  // Ada sees which article it is about, in the list and above the conversation.
  const list = adas.page.getByRole('navigation', { name: 'Conversations' })
  await expect(list.getByRole('link').filter({ hasText: 'Desk lamp, brass' })).toContainText(
    'Ben Birch',
  )
  await adas.open('Desk lamp, brass')
  await expect(adas.message('Is the lamp still there?')).toBeVisible()
  await adas.write('It is')
  await expect(bens.message('It is')).toBeVisible()
  await expectGood(adas.page)

  // The lamp is sold: the conversation can only be read.
  const market = await context.newPage()
  await market.goto(marketplace.url)
  await market.locator('#lamp').getByRole('button', { name: 'Mark as sold' }).click()
  await expect(bens.page.getByText('This post is closed. You can read')).toBeVisible()
  await expect(bens.composer).toHaveCount(0)
  await expect(bens.message('It is')).toBeVisible()
  await market.close()
  await marketplace.close()
  await expectGood(bens.page)

  // Ada writes a post by keyboard.
  await adas.page.getByRole('button', { name: 'Your account' }).click()
  await adas.page.getByRole('menuitem', { name: 'Posts' }).click()
  await adas.page.getByRole('button', { name: 'New post' }).press('Enter')
  const dialog = adas.page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Title' }).fill(title)
  await dialog.getByRole('textbox', { name: 'Text' }).fill('Two hours on Saturday')
  await dialog.getByRole('button', { name: 'Publish' }).press('Enter')
  await expect(adas.page.getByRole('heading', { name: title })).toBeVisible()
  await expectGood(adas.page)

  // Ben finds it on the board and messages the author.
  await bens.page.getByRole('button', { name: 'Back' }).first().click()
  await bens.page.getByRole('button', { name: 'Your account' }).click()
  await bens.page.getByRole('menuitem', { name: 'Posts' }).click()
  await bens.page.getByRole('searchbox', { name: 'Search posts' }).fill(title)
  const post = bens.page.getByRole('article').filter({ hasText: title })
  await expect(post).toContainText('Ada Arden')
  await expectGood(bens.page)
  await post.getByRole('button', { name: 'Message the author' }).click()
  await expect(pinned).toContainText(title)
  await bens.write('I can help')

  // Ada closes the post, and opens it again.
  await adas.page.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(pinned).toContainText('Closed')
  await expect(bens.composer).toHaveCount(0)
  await adas.page.getByRole('button', { name: 'Reopen' }).click()
  await expect(bens.composer).toBeVisible()
  await bens.write('On Saturday?')
  await expect(bens.message('On Saturday?')).toBeVisible()
  const images = process.env.PARLEY_IMAGES
  if (images !== undefined) {
    await adas.open(title)
    await adas.page.screenshot({ path: `${images}/post-conversation.png` })
  }
})
