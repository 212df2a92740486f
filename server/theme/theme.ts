import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { z } from 'zod'
import { faintPairs } from './contrast.ts'
import { paletteOf, themeCss } from './theme-css.ts'
import { themeFile, type ThemeFile } from './theme-file.ts'
import { schemes, type Palette, type Scheme } from './tokens.ts'

/** The name of this installation, its logo and its colours. */
export interface Theme {
  name: string
  css: ThemeAsset
  logo: ThemeAsset | null
  palettes: Record<Scheme, Palette>
}

/** A file that the relay makes. Its name carries a hash, so browsers may keep it. */
export interface ThemeAsset {
  name: string
  type: string
  body: Buffer
}

const MOST_BYTES = 256 * 1024

/** Reads the file that PARLEY_THEME names, or says everything that is wrong with it. */
export function readTheme(path: string): Theme | { faults: string[] } {
  let given: unknown
  try {
    given = JSON.parse(readSmall(path).toString('utf8'))
  } catch (error) {
    return { faults: [error instanceof SyntaxError ? 'is not JSON' : reasonOf(error)] }
  }
  const { data: file, error } = themeFile.safeParse(given)
  if (file === undefined) return { faults: error.issues.map(faultOf) }
  const faults = schemes.flatMap((scheme) => faintPairs(paletteOf(file, scheme), scheme))
  const logo = logoOf(file, dirname(path))
  if (logo !== null && 'fault' in logo) faults.push(logo.fault)
  if (faults.length > 0 || (logo !== null && 'fault' in logo)) return { faults }
  return {
    name: file.name ?? 'Parley',
    css: asset('theme', 'css', 'text/css; charset=utf-8', Buffer.from(themeCss(file))),
    logo,
    palettes: { light: paletteOf(file, 'light'), dark: paletteOf(file, 'dark') },
  }
}

function faultOf({ path, message, ...issue }: z.core.$ZodIssue): string {
  const place = path.join('.')
  const text =
    issue.code === 'unrecognized_keys' ? `has no token ${issue.keys.join(', ')}` : message
  return place === '' ? text : `${place} ${text}`
}

function readSmall(path: string): Buffer {
  if (statSync(path).size > MOST_BYTES) throw new Error('is larger than 256 KiB')
  return readFileSync(path)
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return code === undefined ? message : `cannot be read (${code})`
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47])

function logoOf({ logo }: ThemeFile, folder: string): ThemeAsset | { fault: string } | null {
  if (logo === undefined) return null
  try {
    const body = readSmall(join(folder, logo))
    if (logo.endsWith('.png')) {
      if (!body.subarray(0, 4).equals(PNG)) return { fault: 'logo is not a PNG' }
      return asset('logo', 'png', 'image/png', body)
    }
    if (!/^\s*(<\?xml[^>]*>\s*)?<svg\b/.test(body.toString('utf8')))
      return { fault: 'logo is not an SVG' }
    return asset('logo', 'svg', 'image/svg+xml', body)
  } catch (error) {
    return { fault: `logo ${reasonOf(error)}` }
  }
}

function asset(name: string, ending: string, type: string, body: Buffer): ThemeAsset {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 8)
  return { name: `${name}-${hash}.${ending}`, type, body }
}
