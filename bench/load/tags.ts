/**
 * Each message of the load begins with a tag that names its sender and its number. Nothing else contains a caret,
 * and it is no Markdown: most messages of people are plain text.
 */
const CARET = 0x5e
const DOT = 0x2e

export const tagOf = (person: number, number: number) => `^${person}.${number}^`

/** Finds the tags in a frame without reading the rest. */
export function eachTag(frame: Buffer, onTag: (person: number, number: number) => void): void {
  for (let at = frame.indexOf(CARET); at >= 0; at = frame.indexOf(CARET, at)) {
    let value = 0
    let person = -1
    for (at++; at < frame.length && frame[at] !== CARET; at++) {
      if (frame[at] === DOT) {
        person = value
        value = 0
      } else value = value * 10 + frame[at]! - 0x30
    }
    if (at >= frame.length) return
    onTag(person, value)
    at++
  }
}
