import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { PNG } from '../testing/images.ts'
import { MESSAGE, needFirefox, openPair, test } from './firefox-test.ts'

needFirefox()

test('in Firefox files are chosen, uploaded with a caption, and looked at in the viewer', async ({
  start,
}) => {
  const firefox = await start({})
  const { adas, bens } = await openPair(firefox)

  const folder = mkdtempSync(join(tmpdir(), 'parley-firefox-files-'))
  const paths = ['sea.png', 'plan.txt'].map((name) => join(folder, name))
  writeFileSync(paths[0]!, PNG)
  writeFileSync(paths[1]!, 'We meet at nine.')
  await adas.choose('form input[type=file]', ...paths)
  await adas.becomes(`document.querySelectorAll('ul[aria-label="Files to send"] li').length === 2`)
  await adas.write(MESSAGE, 'both for you')
  await adas.press(ENTER)
  await bens.click('nav a', undefined)
  await bens.sees('both for you')
  await bens.becomes(`document.querySelector('article img')?.naturalWidth === 3`)
  await bens.becomes(`document.querySelector('article a[download="plan.txt"]') !== null`)
  await adas.becomes(`document.querySelector('[role=progressbar]') === null`)

  await bens.click('button', 'Open picture: sea.png')
  await bens.becomes(`document.querySelector('[role=dialog] img')?.naturalWidth === 3`)
  await bens.press(ESCAPE)
  await bens.becomes(`document.querySelector('[role=dialog]') === null`)
  await bens.becomes(`document.activeElement.ariaLabel === 'Open picture: sea.png'`)
  rmSync(folder, { recursive: true, force: true })
  expect(firefox.console.filter((line) => /Content-Security-Policy/.test(line))).toEqual([])
})

test('in Firefox files are dropped on the conversation and pasted into the text box', async ({
  start,
}) => {
  const firefox = await start({})
  const { adas, bens } = await openPair(firefox)
  await adas.becomes(`document.querySelector('[role=log]') !== null`)
  await adas.value(give('[role=log]', 'dragover', 'plan.txt'))
  await adas.sees('Drop files here')
  await adas.value(give('[role=log]', 'drop', 'plan.txt'))
  await adas.becomes(`!document.body.innerText.includes('Drop files here')`)
  await adas.value(give(MESSAGE, 'paste', 'list.txt'))
  await adas.becomes(`document.querySelectorAll('ul[aria-label="Files to send"] li').length === 2`)
  await adas.click('button', 'Send')
  await bens.click('nav a', undefined)
  for (const name of ['plan.txt', 'list.txt'])
    await bens.becomes(`document.querySelector('article a[download="${name}"]') !== null`)
})

/**
 * What Firefox does when somebody drags a file over an element, and drops it there or pastes it. A paste that a script
 * makes there has an empty clipboard.
 */
const give = (selector: string, type: 'dragover' | 'drop' | 'paste', name: string) => `(() => {
  const data = new DataTransfer()
  data.items.add(new File(['We meet at nine.'], '${name}'))
  const Kind = '${type}' === 'paste' ? ClipboardEvent : DragEvent
  const event = new Kind('${type}', { bubbles: true, cancelable: true, dataTransfer: data })
  if ('${type}' === 'paste') Object.defineProperty(event, 'clipboardData', { value: data })
  document.querySelector(${JSON.stringify(selector)}).dispatchEvent(event)
})()`

/** WebDriver's names of the keys. */
const ENTER = '\uE007'
const ESCAPE = '\uE00C'
