import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { removeFolder, temporaryFolder } from '../../testing/folders.ts'
import { contrast, faintPairs } from './contrast.ts'
import { paletteOf } from './theme-css.ts'
import { readTheme } from './theme.ts'
import { schemes, tokenNames, tokens } from './tokens.ts'

const folder = temporaryFolder()
afterAll(() => removeFolder(folder))

function themeOf(file: object | string) {
  const path = join(folder, 'theme.json')
  writeFileSync(path, typeof file === 'string' ? file : JSON.stringify(file))
  return readTheme(path)
}
const faultsOf = (file: object | string) => {
  const read = themeOf(file)
  return 'faults' in read ? read.faults : []
}
const cssOf = (file: object) => {
  const read = themeOf(file)
  if ('faults' in read) throw new Error(read.faults.join())
  return read.css.body.toString()
}

test('the tokens are those of the style sheet', () => {
  const sheet = readFileSync(new URL('../../client/styles/tokens.css', import.meta.url), 'utf8')
  for (const name of tokenNames) {
    const { property, light, dark } = tokens[name]
    expect(sheet).toContain(`${property}: light-dark(${light}, ${dark});`)
  }
})

test('contrast is as WCAG counts it, and Parley’s own colours have enough', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#ffffff', '#767676')).toBeCloseTo(4.54, 2)
  for (const scheme of schemes) expect(faintPairs(paletteOf({}, scheme), scheme)).toEqual([])
})

test('text that nobody can read is refused, in each scheme and against each ground', () => {
  expect(faultsOf({ light: { accent: '#ffcc00' } })).toEqual([
    'light: accent #ffcc00 on background #ffffff (Parley’s own) has a contrast of 1.5; 4.5 is needed',
    'light: accent #ffcc00 on surface #f6f7f8 (Parley’s own) has a contrast of 1.4; 4.5 is needed',
    'light: on_accent #ffffff (Parley’s own) on accent #ffcc00 has a contrast of 1.5; 4.5 is needed',
    'light: on_accent #ffffff (Parley’s own) on accent_strong #ffcc00 has a contrast of 1.5; 4.5 is needed',
  ])
  expect(faultsOf({ dark: { background: '#777777' } }).join()).toMatch(
    /dark: text .* on background/,
  )
})

test('both schemes become rules, with short colours written out', () => {
  const css = cssOf({
    fonts: ['Source Serif 4', 'serif'],
    radius: { control: 2 },
    light: { accent: '#06c' },
    dark: { accent: '#8CF', on_accent: '#012' },
  })
  expect(css).toContain(':root:root{--font-sans:"Source Serif 4",serif;--radius-control:2px;')
  const [light = '', system = '', chosen = ''] = css.split('\n')
  expect(light).toContain('--accent:#0066cc')
  expect(light).toContain('--accent-strong:#0066cc')
  expect(system).toMatch(/^@media \(prefers-color-scheme:dark\).*--accent:#88ccff/)
  expect(chosen).toMatch(/^:root:root\[data-theme=dark\].*--on-accent:#001122/)
})

test.each([
  [{ light: { accent: 'red;}body{display:none}' } }, 'light.accent must be a colour'],
  [{ light: { accent: 'url(https://evil.example)' } }, 'light.accent must be a colour'],
  [{ light: { accent: '#06c}\n*{' } }, 'light.accent must be a colour'],
  [{ light: { accent: 'url(//evil.example);--x:#06c' } }, 'light.accent must be a colour'],
  [{ light: { '--x': '#06c' } }, 'light has no token --x'],
  [{ script: 'x' }, 'has no token script'],
  [{ fonts: ['x"; } @import url(//evil.example)'] }, 'fonts.0 must be the name of a font'],
  [{ fonts: [] }, 'fonts'],
  [{ radius: { control: '6px}' } }, 'radius.control must be a number of pixels'],
  [{ radius: { control: 1e9 } }, 'radius.control'],
  [{ name: '<script>' }, 'name must be 1 to 40'],
  [{ logo: '../secret.svg' }, 'logo must be an .svg or .png file'],
  [{ logo: 'https://evil.example/x.svg' }, 'logo must be an .svg or .png file'],
  [{ logo: 'none.svg' }, 'logo cannot be read (ENOENT)'],
  ['{', 'is not JSON'],
])('%j is refused', (file, fault) => expect(faultsOf(file).join()).toContain(fault))

test('a logo is what its name says', () => {
  writeFileSync(join(folder, 'logo.svg'), '<html><script>alert(1)</script>')
  expect(faultsOf({ logo: 'logo.svg' })).toEqual(['logo is not an SVG'])
  writeFileSync(join(folder, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  expect(themeOf({ logo: 'logo.svg' })).toMatchObject({ logo: { type: 'image/svg+xml' } })
  expect(readTheme(join(folder, 'nothing.json'))).toEqual({ faults: ['cannot be read (ENOENT)'] })
})
