import { expect, type Browser, type Locator } from '@playwright/test'
import { arrive, type ParleyPage } from './parley-page.ts'
import { newPerson, type Person } from './people.ts'

/** Makes a group in the dialog: first the people one by one, then the name. */
export async function makeGroup(
  { page }: ParleyPage,
  title: string,
  people: readonly Person[],
): Promise<void> {
  await page.getByRole('button', { name: 'New conversation' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'New group' }).click()
  for (const person of people) await choosePerson(dialog, person)
  await dialog.getByRole('button', { name: 'Next' }).click()
  await dialog.getByRole('textbox', { name: 'Group name' }).fill(title)
  await dialog.getByRole('button', { name: 'Create group' }).click()
  await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toBeVisible()
}

/** The search takes the whole e-mail address; the row shows the name. */
export async function choosePerson(dialog: Locator, { email, name }: Person): Promise<void> {
  await dialog.getByRole('textbox', { name: 'Name or e-mail' }).fill(email)
  await dialog.getByRole('listitem').getByRole('button').filter({ hasText: name }).click()
  await expect(dialog.getByRole('button', { name: `Take ${name} out` })).toBeVisible()
}

/** Chooses a picture of this device, and crops it by keyboard. `look` is called while the crop is open. */
export async function choosePicture(
  { page }: ParleyPage,
  bytes: Buffer,
  look: () => Promise<void> = async () => undefined,
): Promise<void> {
  const field = page.getByRole('group', { name: 'Picture', exact: true })
  const file = { name: 'picture.png', mimeType: 'image/png', buffer: bytes }
  await field.locator('input[type=file]').setInputFiles(file)
  const crop = page.getByRole('dialog', { name: 'Crop the picture' })
  await crop.getByRole('slider', { name: 'Zoom' }).press('ArrowRight')
  await expect(crop.getByRole('slider', { name: 'Zoom' })).toHaveAttribute(
    'aria-valuetext',
    '105 %',
  )
  await look()
  await crop.getByRole('button', { name: 'Use this picture' }).press('Enter')
  await expect(field).toContainText('The picture was saved.')
}

/** The details of the open conversation. They are opened if they are closed. */
export async function details({ page }: ParleyPage): Promise<Locator> {
  const panel = page.getByRole('region', { name: 'Details' })
  if (!(await panel.isVisible())) {
    await page.getByRole('button', { name: 'Details', exact: true }).click()
  }
  await expect(panel).toBeVisible()
  return panel
}

/** Runs an action from a participant's menu, and confirms it. */
export async function actOn(window: ParleyPage, name: string, action: string): Promise<void> {
  const panel = await details(window)
  await panel.getByRole('button', { name: `Actions for ${name}` }).click()
  await window.page.getByRole('menuitem', { name: action }).click()
  await window.page.getByRole('dialog').getByRole('button', { name: action }).click()
  await expect(window.page.getByRole('dialog')).toHaveCount(0)
}

export const rowOf = ({ page }: ParleyPage, title: string): Locator =>
  page
    .getByRole('navigation', { name: 'Conversations' })
    .getByRole('link')
    .filter({ hasText: title })

/** Ada, Ben and Cleo, each in a browser. Ada owns the group, and all have it open. */
export async function threePeople(browser: Browser, title = 'Summer trip') {
  const people = await Promise.all([
    newPerson('Ada Arden'),
    newPerson('Ben Birch'),
    newPerson('Cleo Cedar'),
  ])
  const [adas, bens, cleos] = await Promise.all([
    arrive(browser, people[0]),
    arrive(browser, people[1]),
    arrive(browser, people[2]),
  ])
  await makeGroup(adas.window, title, people.slice(1))
  await expect(rowOf(bens.window, title)).toBeVisible()
  await expect(rowOf(cleos.window, title)).toBeVisible()
  return {
    ada: { person: people[0], ...adas },
    ben: { person: people[1], ...bens },
    cleo: { person: people[2], ...cleos },
  }
}
