/** A picture with more pixels is refused. To draw one with this many takes 200 MB. */
export const MAX_PIXELS = 50_000_000
/** An animation with more frames or more pixels in all frames together stays still. */
export const MAX_FRAMES = 500
export const MAX_ANIMATED_PIXELS = 100_000_000
/** The longest side of a preview and of a placeholder, in pixels. */
export const PREVIEW_SIDE = 640
export const PLACEHOLDER_SIDE = 16
/** The side of the picture of a person or a group. */
export const PORTRAIT_SIDE = 256
/** The longest time that one file may take to examine. */
export const EXAMINE_SECONDS = 20
/** The most memory of the process that examines. Above it, the process ends itself. */
export const MAX_EXAMINER_BYTES = 1_024 * 1_024 * 1_024
