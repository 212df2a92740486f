import { Suspense, useState } from 'react'
import { isOfDarkRoom } from '../../wire/ids.ts'
import { basePath } from '../browser/place.ts'
import { classes } from './classes.ts'
import { lazy } from './later/lazy.tsx'

const AliasPicture = lazy(() => import('./AliasPicture.tsx'), 'nowhere')

export type AvatarSize = 'small' | 'medium' | 'large'

interface AvatarProps {
  /** The person or group. It determines the colour, so that a person keeps it when the name changes. */
  id: string
  name: string
  /** Where the relay finds the picture. */
  url: string | null
  /** The two smallest sizes are used in the picture of a group. */
  size?: AvatarSize | 'tiny' | 'little'
  online?: boolean
}

const sizes = {
  tiny: 'block size-5 text-[0.5rem]',
  little: 'block size-6 text-[0.5625rem]',
  small: 'size-8 text-xs',
  medium: 'size-10 text-sm',
  large: 'size-16 text-xl',
}

/** A number of a text, below 9973. It only has to be spread well. */
function hashOf(text: string): number {
  let hash = 0
  for (const letter of text) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 9973
  return hash
}

/** A name without letters is shown by its first sign. */
function initialsOf(name: string): string | undefined {
  const words = name.trim().split(/\s+/)
  const letters = words
    .filter((_, at) => !at || !words[at + 1])
    .map((word) => /[\p{L}\p{N}]\p{M}*/u.exec(word))
    .join('')
  return letters.toUpperCase() || /./u.exec(words[0]!)?.[0]
}

/**
 * A decoration. The name always stands beside it, so it has no text alternative. The relay fetches the picture: the
 * browser asks no other site. Another address gives another version, so the browser asks again.
 */
export function Avatar({ id, name, url, size = 'medium', online = false }: AvatarProps) {
  const [broken, setBroken] = useState<string | null>(null)
  const hue = (hashOf(id) * 47) % 360
  return (
    <span aria-hidden className={classes('relative inline-block shrink-0 align-top', sizes[size])}>
      {isOfDarkRoom(id) ? (
        <Suspense fallback={null}>
          <AliasPicture id={id} />
        </Suspense>
      ) : url && broken !== url ? (
        <img
          src={`${basePath}/api/pictures/${id}?v=${hashOf(url)}`}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setBroken(url)}
          className="size-full rounded-full bg-hover object-cover"
        />
      ) : (
        <span
          // Letters of a style are no text: they are neither part of a button's label nor found or copied.
          data-initials={initialsOf(name)}
          className="grid size-full place-items-center rounded-full bg-hover font-medium tracking-wide select-none before:content-[attr(data-initials)]"
          style={{
            backgroundColor: `light-dark(oklch(0.91 0.04 ${hue}), oklch(0.36 0.05 ${hue}))`,
            color: `light-dark(oklch(0.38 0.07 ${hue}), oklch(0.92 0.03 ${hue}))`,
          }}
        />
      )}
      {online && (
        <span className="absolute -end-0.5 -bottom-0.5 size-3 rounded-full border-2 border-bg bg-accent" />
      )}
    </span>
  )
}
