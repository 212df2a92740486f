import { monitoring, type MonitoringCatalogue } from './en/monitoring.ts'
import { useCatalogue } from './language.ts'

/** English is fetched with the page. Another language has this part in its own catalogue. */
export function useMonitoringCatalogue(): MonitoringCatalogue {
  return useCatalogue().monitoring ?? monitoring
}
