/** Long, for a machine that runs much else. A condition that comes true never waits for it. */
export const PATIENCE_MILLISECONDS = 25_000
