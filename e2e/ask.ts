import { expect, type Page } from '@playwright/test'
import { parleyUrl } from './people.ts'

/** What the person of a page asks the relay for, where the test is not about the screens for it. */
export async function ask<T>(page: Page, method: string, path: string, data: object): Promise<T> {
  const headers = { 'x-parley-client': '1', origin: parleyUrl() }
  const answer = await page.request.fetch(`${parleyUrl()}/api${path}`, { method, headers, data })
  expect(answer.ok()).toBe(true)
  return (await answer.json()) as T
}
