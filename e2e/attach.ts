import type { Locator, Page } from '@playwright/test'

type Given = Parameters<Locator['setInputFiles']>[0]

/** Chooses files with the button of the composer. */
export async function attach(page: Page, files: Given): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Attach files' }).click()
  await (await chooser).setFiles(files)
}

export const textFile = (name: string, text = 'We meet at nine.') => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(text),
})
