import { randomUUID } from 'node:crypto'
import { ask } from './ask.ts'
import { arrive, ParleyPage } from './parley-page.ts'
import { details } from './group-page.ts'
import { expectGood } from './accessible.ts'
import { newPerson, parleyUrl } from './people.ts'
import { expect, test } from './test.ts'

test('one person opens a room, another finds it on a phone, joins, and meets its rules', async ({
  browser,
}) => {
  const title = `Garden ${Date.now()}`
  const [ada, ben] = [await newPerson('Ada Arden'), await newPerson('Ben Birch')]
  const { window: adas } = await arrive(browser, ada)
  const { window: bens } = await arrive(browser, ben)
  await adas.page.setViewportSize({ width: 1280, height: 800 })
  await bens.page.setViewportSize({ width: 375, height: 700 })

  // Ada opens the room by keyboard.
  await adas.page.getByRole('button', { name: 'New conversation' }).first().click()
  await adas.page.getByRole('dialog').getByRole('button', { name: 'Arena' }).press('Enter')
  await adas.page.getByRole('button', { name: 'New room' }).press('Enter')
  const dialog = adas.page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Room name' }).fill(title)
  await dialog.getByRole('textbox', { name: 'Topic' }).fill('Roses and soil')
  await dialog.getByRole('textbox', { name: 'Topic' }).press('Enter')
  await expect(adas.composer).toBeVisible()
  await adas.write('Welcome to the garden')

  // Ben finds it, with Ada inside, and joins.
  await bens.page.getByRole('button', { name: 'Your account' }).click()
  await bens.page.getByRole('menuitem', { name: 'Arena' }).click()
  await bens.page.getByRole('searchbox', { name: 'Search rooms' }).fill(title)
  const row = bens.page.getByRole('listitem').filter({ hasText: title })
  await expect(row).toContainText('Roses and soil')
  await expect(row).toContainText('1 member')
  await expect(row).toContainText('1 inside', { timeout: 30_000 })
  await expectGood(bens.page)
  await bens.page.getByRole('button', { name: `Join ${title}` }).click()
  await expect(bens.message('Welcome to the garden')).toBeVisible()
  await bens.write('Hello everybody')
  await expect(adas.message('Hello everybody')).toContainText('Ben Birch')
  await adas.write('Hello Ben')
  await expect(bens.message('Hello Ben')).toBeVisible()

  // Ada chooses slow mode, then locks the room.
  const panel = await details(adas)
  await expect(panel.getByRole('heading', { name: title })).toBeVisible()
  await expectGood(adas.page)
  await panel.getByRole('radio', { name: '15 minutes' }).press('Space')
  await expect(
    bens.page.getByText(/Slow mode: you can write again in \d+ min \d+ s/).last(),
  ).toBeVisible()
  await panel.getByRole('switch', { name: 'Lock the room' }).press('Space')
  await expect(bens.page.getByText('This room is locked.')).toBeVisible()
  await expect(bens.composer).toHaveCount(0)
  await adas.write('Only I can write now')
  await expect(bens.message('Only I can write now')).toBeVisible()

  // Ben leaves. The room goes from his list, and stays in the Arena.
  const bensPanel = await details(bens)
  await bensPanel.getByRole('button', { name: 'Leave room' }).click()
  await bens.page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click()
  await expect(
    bens.page.getByRole('navigation', { name: 'Conversations' }).getByText(title),
  ).toHaveCount(0)
  const room = new URL(adas.page.url()).pathname.split('/').at(-1)
  await bens.page.goto(`${parleyUrl()}/arena/${room}`)
  await expect(bens.page.getByRole('button', { name: `Join ${title}` })).toBeVisible()
})

test('a person who leaves a room in one tab and joins it again goes on in another one', async ({
  browser,
}) => {
  const title = `Garden ${Date.now()}`
  const [ada, ben] = [await newPerson('Ada Arden'), await newPerson('Ben Birch')]
  const [adas, bens] = [await arrive(browser, ada), await arrive(browser, ben)]
  const data = { title, topic: '', history: 'all', client_id: randomUUID() }
  const { id } = await ask<{ id: string }>(adas.window.page, 'POST', '/rooms', data)
  await adas.window.page.goto(`${parleyUrl()}/c/${id}`)
  await adas.window.write('Welcome to the garden')
  await ask(bens.window.page, 'PUT', `/rooms/${id}/me`, {})
  await bens.window.page.goto(`${parleyUrl()}/c/${id}`)
  await expect(bens.window.message('Welcome to the garden')).toBeVisible()
  const other = new ParleyPage(await bens.context.newPage())
  await other.page.goto(`${parleyUrl()}/c/${id}`)
  await expect(other.message('Welcome to the garden')).toBeVisible()

  const panel = await details(bens.window)
  await panel.getByRole('button', { name: 'Leave room' }).click()
  await bens.window.page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click()
  const gone = other.page.getByRole('heading', { name: `You are no longer in “${title}”` })
  await expect(gone).toBeVisible()

  await bens.window.page.goto(`${parleyUrl()}/arena/${id}`)
  await bens.window.page.getByRole('button', { name: `Join ${title}` }).click()
  await expect(bens.window.message('Welcome to the garden')).toBeVisible()
  await expect(other.message('Welcome to the garden')).toBeVisible()
  await adas.window.write('There you are again')
  await expect(other.message('There you are again')).toBeVisible()
})
