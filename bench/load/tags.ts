/** Each message of the load begins with a tag that names its sender and its number. Nothing else contains a tilde. */
const TILDE = 0x7e
const DOT = 0x2e

export const tagOf = (person: number, number: number) => `~${person}.${number}~`

/** Finds the tags in a frame without reading the rest. */
export function eachTag(frame: Buffer, onTag: (person: number, number: number) => void): void {
  for (let at = frame.indexOf(TILDE); at >= 0; at = frame.indexOf(TILDE, at)) {
    let value = 0
    let person = -1
    for (at++; at < frame.length && frame[at] !== TILDE; at++) {
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
