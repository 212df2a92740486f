import type { BrowserContext, Page } from '@playwright/test'
import { bodyOf } from './writer.ts'

const LINES = 2_000
const PAGE = 50

/** A minimal page for comparison in the same browser: lines in a scrolling box, and a button that shows other lines. */
export async function openStaticPage(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage()
  await page.route(`${url}/static`, (route) =>
    route.fulfill({ contentType: 'text/html', body: markup() }),
  )
  await page.goto(`${url}/static`)
  await page.locator('#box').evaluate((box) => (box.scrollTop = box.scrollHeight))
  return page
}

const linesOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, n) => `<p>${bodyOf(name, n)}</p>`).join('')

const markup = () => `<!doctype html><title>Plain</title>
  <style>body { margin: 0; font: 15px/22px sans-serif } #box { height: 700px; overflow-y: auto }</style>
  <button>one</button> <button>other</button>
  <div id="box">${linesOf('plain', LINES)}</div>
  <section></section>
  <script>
    const pages = ${JSON.stringify({ one: linesOf('one', PAGE), other: linesOf('other', PAGE) })}
    for (const button of document.querySelectorAll('button')) {
      button.addEventListener('click', () => {
        document.querySelector('section').innerHTML = pages[button.textContent]
      })
    }
  </script>`
