import { pins, type PinsCatalogue } from './en/pins.ts'
import { useCatalogue } from './language.ts'

/** English is fetched with the screens of pins. Another language has this part in its own catalogue. */
export function usePinsCatalogue(): PinsCatalogue {
  return useCatalogue().pins ?? pins
}
