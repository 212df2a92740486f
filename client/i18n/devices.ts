import { devices, type DevicesCatalogue } from './en/devices.ts'
import { useCatalogue } from './language.ts'

/** English is fetched with the screens that use it. Another language has this part in its own catalogue. */
export function useDevicesCatalogue(): DevicesCatalogue {
  return useCatalogue().devices ?? devices
}
