import type { ThemeFile } from './theme-file.ts'
import { tokens, tokenNames, type Palette, type Scheme } from './tokens.ts'

const generic = new Set(['serif', 'sans-serif', 'monospace', 'system-ui', 'ui-rounded', 'ui-serif'])

/** A scheme of the theme, with Parley's own colour where the file has none. */
export function paletteOf(file: ThemeFile, scheme: Scheme): Palette {
  const given = file[scheme] ?? {}
  const colours = tokenNames.map((token) => [token, given[token] ?? tokens[token][scheme]])
  // Parley's own stronger accent would be a green one.
  const strong = given.accent_strong ?? given.accent
  return {
    ...(Object.fromEntries(colours) as Palette),
    ...(strong !== undefined && { accent_strong: strong }),
  }
}

/**
 * The theme as a style sheet. The doubled selector wins over the page's own, whichever is loaded first. `light-dark()` is
 * newer than the oldest browser that Parley supports, so each scheme has a rule of its own.
 */
export function themeCss(file: ThemeFile): string {
  const colours = (scheme: Scheme) => {
    const palette = paletteOf(file, scheme)
    return tokenNames.map((token) => `${tokens[token].property}:${palette[token]}`).join(';')
  }
  const { fonts, radius = {} } = file
  const shape = [
    ...(fonts ? [`--font-sans:${fonts.map(quoted).join(',')}`] : []),
    ...Object.entries(radius).map(([name, pixels]) => `--radius-${name}:${pixels}px`),
  ]
  return [
    `:root:root{${[...shape, colours('light')].join(';')}}`,
    `@media (prefers-color-scheme:dark){:root:root:not([data-theme=light]){${colours('dark')}}}`,
    `:root:root[data-theme=dark]{${colours('dark')}}`,
    '',
  ].join('\n')
}

const quoted = (font: string) => (generic.has(font) ? font : `"${font}"`)
