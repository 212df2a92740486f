/**
 * What the relay wrote into `<html>`: the path that Parley lies under, and its name and logo here. At the root of a host
 * and without a theme it writes nothing.
 */
const written = (name: string): string =>
  globalThis.document?.documentElement?.getAttribute(`data-${name}`) ?? ''

/** Empty at the root of a host, `/messages` below it. */
export const basePath = written('base')
export const product = written('product') || 'Parley'
export const logo = written('logo')

/**
 * The name of a store, a channel or a lock. Under a base path it begins with that path. Two Parleys of one host then share
 * nothing, and neither finds the stores of the other.
 */
export const ownName = (name: string): string => (basePath && `${basePath}:`) + name
