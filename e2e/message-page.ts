import type { ParleyPage } from './parley-page.ts'

/** Finds the buttons and the menu of a message by hovering it. */
export async function act(window: ParleyPage, message: string, action: string): Promise<void> {
  const article = window.message(message)
  await article.hover()
  await article.getByRole('group', { name: 'Message actions' }).waitFor()
  const button = article.getByRole('button', { name: action, exact: true })
  if ((await button.count()) > 0) return button.click()
  await article.getByRole('button', { name: 'More actions' }).click()
  await window.page.getByRole('menuitem', { name: action, exact: true }).click()
}
