/** The colours of Parley in light and dark. `client/styles/tokens.css` has the same ones, and a test compares them. */
export const tokens = {
  background: { property: '--bg', light: '#ffffff', dark: '#0f1214' },
  surface: { property: '--surface', light: '#f6f7f8', dark: '#171b1e' },
  hover: { property: '--hover', light: '#eceef0', dark: '#21272b' },
  text: { property: '--text', light: '#14181b', dark: '#ecf0f2' },
  muted: { property: '--muted', light: '#59636b', dark: '#9ba7af' },
  control: { property: '--control', light: '#7c878f', dark: '#6f7b84' },
  line: { property: '--line', light: '#e3e6e9', dark: '#262d32' },
  accent: { property: '--accent', light: '#0b7a5b', dark: '#3ecf9a' },
  on_accent: { property: '--on-accent', light: '#ffffff', dark: '#06251a' },
  accent_strong: { property: '--accent-strong', light: '#096148', dark: '#62dcb0' },
  own: { property: '--own', light: '#d8f3e7', dark: '#123d2e' },
  on_own: { property: '--on-own', light: '#0b2b20', dark: '#ddf7ec' },
  own_muted: { property: '--own-muted', light: '#3c6454', dark: '#9cc8b5' },
  focus: { property: '--focus', light: '#0b6bcb', dark: '#7ab8ff' },
} as const

export type Token = keyof typeof tokens
export const schemes = ['light', 'dark'] as const
export type Scheme = (typeof schemes)[number]
/** A colour for every token. */
export type Palette = Readonly<Record<Token, string>>

export const tokenNames = Object.keys(tokens) as Token[]
