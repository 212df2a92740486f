import { expectGood } from './accessible.ts'
import { details, makeGroup, rowOf } from './group-page.ts'
import { act } from './message-page.ts'
import { arrive } from './parley-page.ts'
import { newPerson } from './people.ts'
import { expect, test } from './test.ts'

test('an owner pins messages for everybody, and each person pins and archives in their own list', async ({
  browser,
}) => {
  const [ada, ben] = await Promise.all([newPerson('Ada Arden'), newPerson('Ben Birch')])
  const [{ window: adas }, { window: bens }] = await Promise.all([
    arrive(browser, ada),
    arrive(browser, ben),
  ])
  await adas.page.setViewportSize({ width: 1280, height: 800 })
  await bens.page.setViewportSize({ width: 375, height: 700 })
  await makeGroup(adas, 'Summer trip', [ben])
  await adas.writeMany(['We meet at nine', ...Array.from({ length: 30 }, (_, n) => `Line ${n}`)])
  await adas.write('Bring **warm** clothes')
  await bens.open('Summer trip')
  await expect(bens.message('Bring warm clothes')).toBeVisible()
  // The colours of code come with its language. Axe looks at their contrast below.
  await adas.write('> ```ts\n> const warm = clothes("two") // 2\n> ```')
  await expect(bens.log.locator('code span')).toHaveText(['const', 'clothes', '"two"', '// 2'])

  // Ada pins two messages. Ben sees the newest pin above the timeline, and a line for each.
  await act(adas, 'Bring warm clothes', 'Pin')
  const banner = bens.page.getByRole('region', { name: 'Pinned message', exact: true })
  await expect(banner).toContainText('Bring warm clothes')
  await expect(bens.log).toContainText('Ada Arden pinned a message')
  await adas.message('We meet at nine').scrollIntoViewIfNeeded()
  await act(adas, 'We meet at nine', 'Pin')
  await expect(banner).toContainText('We meet at nine')
  await expectGood(bens.page)

  // The list shows both, and Ben may not unpin. A tap goes to the message, and so does a tap on the banner.
  await banner.getByRole('button', { name: '2 pinned messages' }).click()
  const list = bens.page
    .getByRole('region', { name: 'Details' })
    .getByRole('region', { name: 'Pinned messages' })
  await expect(list.getByRole('link')).toHaveText([/We meet at nine/, /Bring warm clothes/])
  await expect(list.getByRole('button', { name: /Unpin/ })).toHaveCount(0)
  await list.getByRole('link').last().click()
  await expect(bens.message('Bring warm clothes')).toBeInViewport()
  await expect(bens.message('We meet at nine')).not.toBeInViewport()
  await banner.getByRole('link').click()
  await expect(bens.message('We meet at nine')).toBeInViewport()

  // Ada unpins one from the list, by keyboard. Ben's banner shows the other.
  const panel = await details(adas)
  await expectGood(adas.page)
  await panel.getByRole('button', { name: 'Unpin “We meet at nine”' }).press('Enter')
  await expect(panel.getByRole('region', { name: 'Pinned messages' }).getByRole('link')).toHaveText(
    [/Bring warm clothes/],
  )
  await expect(banner).toContainText('Bring warm clothes')

  // Ben archives the group on his phone. It has a view of its own, and a message brings it back.
  await bens.page.getByRole('button', { name: 'Back to conversations' }).click()
  await rowOf(bens, 'Summer trip').hover()
  await bens.page.getByRole('button', { name: 'Options for Summer trip' }).click()
  await bens.page.getByRole('menuitem', { name: 'Archive', exact: true }).click()
  await expect(rowOf(bens, 'Summer trip')).toHaveCount(0)
  await bens.page.getByRole('radio', { name: 'Archived' }).check({ force: true })
  await expect(rowOf(bens, 'Summer trip')).toBeVisible()
  await expectGood(bens.page)
  await adas.write('Who drives?')
  await expect(rowOf(bens, 'Summer trip')).toHaveCount(0)
  await bens.page.getByRole('radio', { name: 'All' }).check({ force: true })
  await expect(rowOf(bens, 'Summer trip')).toContainText('Who drives?')

  // He pins it to the top. Another conversation with newer messages stays below, also after a reload.
  await bens.makeGroups(1)
  await rowOf(bens, 'Summer trip').hover()
  await bens.page.getByRole('button', { name: 'Options for Summer trip' }).click()
  await bens.page.getByRole('menuitem', { name: 'Pin to the top' }).click()
  const rows = bens.page.getByRole('navigation', { name: 'Conversations' }).getByRole('listitem')
  await expect(rows).toContainText(['Summer trip', 'Newer 1'])
  await bens.page.reload()
  await expect(rows).toContainText(['Summer trip', 'Newer 1'])
})
