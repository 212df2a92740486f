import { z } from 'zod'
import { tokenNames, type Token } from './tokens.ts'

/** Only this notation. So a colour can neither end its rule nor load an address. */
const colour = z
  .string()
  .regex(/^#([\da-f]{3}|[\da-f]{6})$/i, 'must be a colour like #0b7a5b')
  .transform((text) => (text.length === 4 ? text.replace(/[\da-f]/gi, '$&$&') : text).toLowerCase())

const palette = z.strictObject(
  Object.fromEntries(tokenNames.map((token) => [token, colour.optional()])) as Record<
    Token,
    z.ZodOptional<typeof colour>
  >,
)

const pixels = z.number('must be a number of pixels').min(0).max(32)

/** The names of fonts that the reader's system has. Quotes are added later, so no name may have one. */
const fonts = z
  .array(z.string().regex(/^[a-z][a-z\d -]{0,60}$/i, 'must be the name of a font, without quotes'))
  .min(1)
  .max(10)

export const themeFile = z.strictObject({
  /** The name of the product. */
  name: z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N} .&'’-]{0,39}$/u, 'must be 1 to 40 letters and digits')
    .optional(),
  /** A file beside the theme. */
  logo: z
    .string()
    .regex(/^[\w-][\w.-]*\.(svg|png)$/, 'must be an .svg or .png file in the folder of the theme')
    .optional(),
  fonts: fonts.optional(),
  radius: z
    .strictObject({
      control: pixels.optional(),
      card: pixels.optional(),
      bubble: pixels.optional(),
    })
    .optional(),
  light: palette.optional(),
  dark: palette.optional(),
})
export type ThemeFile = z.infer<typeof themeFile>
