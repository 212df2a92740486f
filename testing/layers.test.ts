import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { sourceFiles } from './source-files.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (file: string) => readFileSync(join(root, file), 'utf8')

const scale = [...read('client/styles/tokens.css').matchAll(/--z-index-(\w+): (\d+);/g)].map(
  ([, name = '', height]) => ({ name, height: Number(height) }),
)

/** The layers in a text that are not of the scale. A class may stand behind a variant, as in "sm:z-10". */
function straysIn(text: string): string[] {
  const classes = [...text.matchAll(/(?<![\w/.-])-?z-(\[[^\]]*\]|\([^)]*\)|[\w-]+)/g)]
  const names = new Set(scale.map(({ name }) => name))
  const properties = [...text.matchAll(/(?<!-)\bz-?[iI]ndex\s*:(?!\s*var\(--z-index-)[^;,}]*/g)]
  return [
    ...classes.filter(([, name = '']) => name !== 'index' && !names.has(name)),
    ...properties,
  ].map(([found]) => found)
}

test('the layers of the page are one scale, and a dialog is its top', () => {
  expect(scale.map(({ name }) => name)).toEqual([
    'raised',
    'sticky',
    'float',
    'panel',
    'popover',
    'notice',
    'dialog',
  ])
  expect(scale.map(({ height }) => height)).toEqual(
    scale.map(({ height }) => height).toSorted((a, b) => a - b),
  )
})

test.each([
  ['class="z-20 flex"', ['z-20']],
  ['class="sm:-z-1"', ['-z-1']],
  ["'fixed z-[999]'", ['z-[999]']],
  ["'z-(--top)'", ['z-(--top)']],
  ["'z-auto'", ['z-auto']],
  ['style={{ zIndex: 4 }}', ['zIndex: 4 ']],
  ['z-index: 5;', ['z-index: 5']],
  ['z-index: var(--z-index-raised);', []],
  ['class="sm:z-dialog z-panel"', []],
  ['/[a-z-0-9]/ fuzz-20 /z-2', []],
])('%s holds these layers of its own: %j', (text, strays) => {
  expect(straysIn(text)).toEqual(strays)
})

test('no file has a layer of its own', () => {
  const files = [...sourceFiles(['client']), 'client/styles/base.css', 'client/styles/shell.css']
  expect(files.length).toBeGreaterThan(200)
  expect(files.flatMap((file) => straysIn(read(file)).map((stray) => `${file}: ${stray}`))).toEqual(
    [],
  )
})
