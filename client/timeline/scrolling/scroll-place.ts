/** A reader this near to the end follows new messages. */
const FOLLOW_PX = 100
/** At this distance the last message counts as seen. */
const SEEN_PX = 32
/** The space above the message that a jump leads to. */
const HEADROOM_PX = 56

/** What stays still when the content changes. `last`: the last row that the reader could see at the end. */
export type ScrollPlace =
  | { kind: 'landing' }
  | { kind: 'end'; last: Element | undefined }
  | { kind: 'reading'; anchor: Element; top: number }

function distanceToEnd(box: HTMLElement): number {
  return box.scrollHeight - box.scrollTop - box.clientHeight
}

export function viewOf(box: HTMLElement, partial: boolean) {
  const distance = distanceToEnd(box)
  return { away: partial || distance > FOLLOW_PX, endVisible: !partial && distance <= SEEN_PX }
}

function topOf(element: Element, box: HTMLElement): number {
  return element.getBoundingClientRect().top - box.getBoundingClientRect().top
}

/** The number of rows that end above this edge. The rows are in order, so a binary search finds it. */
function countAbove(rows: ArrayLike<Element>, edge: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (rows[middle]!.getBoundingClientRect().bottom > edge) high = middle
    else low = middle + 1
  }
  return low
}

/** The first row that is at least partly visible. */
function firstVisible(box: HTMLElement): Element | undefined {
  const rows = box.querySelectorAll('[data-row]')
  const above = countAbove(rows, box.getBoundingClientRect().top)
  return rows[Math.min(above, rows.length - 1)]
}

/** The seq of the last message that is visible to its end, or 0. */
export function lastVisible(box: HTMLElement): number {
  const rows = box.querySelectorAll<HTMLElement>('[data-seq]')
  const above = countAbove(rows, box.getBoundingClientRect().bottom + SEEN_PX)
  return Number(rows[above - 1]?.dataset['seq'] ?? 0)
}

/** `partial`: newer messages are not loaded, so a reader at this end does not follow new ones. */
export function placeOf(box: HTMLElement, partial: boolean, within = FOLLOW_PX): ScrollPlace {
  const anchor = firstVisible(box)
  if (!anchor || (!partial && distanceToEnd(box) <= within)) return endOf(box)
  return { kind: 'reading', anchor, top: topOf(anchor, box) }
}

export const endOf = (box: HTMLElement): ScrollPlace => ({
  kind: 'end',
  last: [...box.querySelectorAll('[data-row]')].at(-1),
})

/** Puts a row a third down the box, so that the messages around it are visible. */
export function placeAt(box: HTMLElement, row: Element): ScrollPlace {
  return { kind: 'reading', anchor: row, top: Math.max(HEADROOM_PX, box.clientHeight / 3) }
}

export function rowOf(box: HTMLElement, seq: number): HTMLElement | null {
  return box.querySelector<HTMLElement>(`[data-seq="${seq}"]`)
}

/** Scrolls back to the place after the content or the size has changed. */
export function keepPlace(box: HTMLElement, place: ScrollPlace): void {
  if (place.kind === 'reading') {
    if (place.anchor.isConnected) box.scrollTop += topOf(place.anchor, box) - place.top
    return
  }
  const landing = place.kind === 'landing' ? landingIn(box) : null
  if (landing) box.scrollTop += topOf(landing, box) - HEADROOM_PX
  else box.scrollTop = box.scrollHeight
}

/** Follows the end until the divider, or the last row that was seen, is at the top. Returns the new place. */
export function keepInView(box: HTMLElement, last: Element | undefined): ScrollPlace {
  const landing = landingIn(box)
  const seen = last?.isConnected ? last : undefined
  const isPast =
    seen && landing && landing.compareDocumentPosition(seen) & Node.DOCUMENT_POSITION_FOLLOWING
  const target = isPast ? seen : (landing ?? seen)
  if (target) box.scrollTop += Math.max(0, topOf(target, box) - HEADROOM_PX)
  else box.scrollTop = box.scrollHeight
  return unseenPlaceOf(box, { kind: 'end', last: seen })
}

/** The place while nobody can see what arrives. Who was at the end has not seen more rows since then. */
export function unseenPlaceOf(box: HTMLElement, before: ScrollPlace): ScrollPlace {
  const place = placeOf(box, false, SEEN_PX)
  const last = before.kind === 'end' ? before.last : undefined
  return place.kind === 'end' ? { kind: 'end', last: last ?? place.last } : place
}

/** The divider above the first unread message. */
export function landingIn(box: HTMLElement): Element | null {
  return box.querySelector('[data-landing]')
}
