/** Nearer to the end than this, the reader is taken along when something is added. */
const FOLLOW_PX = 100
/** Nearer than this, the last message counts as seen. */
const SEEN_PX = 32
/** What stays visible above the place one lands on. */
const HEADROOM_PX = 56

/** What has to stay still when the content changes. */
export type ScrollPlace =
  { kind: 'landing' } | { kind: 'end' } | { kind: 'reading'; anchor: Element; top: number }

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

/** How many of the rows end above this edge; they lie in order, so half of them can be left out each time. */
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

/** The first row that is at least partly in view. */
function firstVisible(box: HTMLElement): Element | undefined {
  const rows = box.querySelectorAll('[data-row]')
  const above = countAbove(rows, box.getBoundingClientRect().top)
  return rows[Math.min(above, rows.length - 1)]
}

/** The seq of the last message that is in view to its end; 0 when there is none. */
export function lastVisible(box: HTMLElement): number {
  const rows = box.querySelectorAll<HTMLElement>('[data-seq]')
  const above = countAbove(rows, box.getBoundingClientRect().bottom + SEEN_PX)
  return Number(rows[above - 1]?.dataset['seq'] ?? 0)
}

/** `partial`: what is loaded ends before the conversation does, so nobody at its end is taken along. */
export function placeOf(box: HTMLElement, partial: boolean): ScrollPlace {
  if (!partial && distanceToEnd(box) <= FOLLOW_PX) return { kind: 'end' }
  const anchor = firstVisible(box)
  return anchor ? { kind: 'reading', anchor, top: topOf(anchor, box) } : { kind: 'end' }
}

/** The row of one message a third down the box: what led to it is above, what came of it below. */
export function placeAt(box: HTMLElement, row: Element): ScrollPlace {
  return { kind: 'reading', anchor: row, top: Math.max(HEADROOM_PX, box.clientHeight / 3) }
}

export function rowOf(box: HTMLElement, seq: number): HTMLElement | null {
  return box.querySelector<HTMLElement>(`[data-seq="${seq}"]`)
}

/** Puts the box back to the place after its content or its size has changed. */
export function holdPlace(box: HTMLElement, place: ScrollPlace): void {
  if (place.kind === 'reading') {
    if (place.anchor.isConnected) box.scrollTop += topOf(place.anchor, box) - place.top
    return
  }
  const landing = place.kind === 'landing' ? landingIn(box) : null
  if (landing) box.scrollTop += topOf(landing, box) - HEADROOM_PX
  else box.scrollTop = box.scrollHeight
}

/** The first unread message, marked by the divider above it. */
export function landingIn(box: HTMLElement): Element | null {
  return box.querySelector('[data-landing]')
}
