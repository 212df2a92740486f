// No schema library here, for the same reason as in error-codes.ts.

/** The spans of time that the monitoring page offers. */
export const monitoringWindows = ['15m', '1h', '24h'] as const
export type MonitoringWindow = (typeof monitoringWindows)[number]
