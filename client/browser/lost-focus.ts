/** Text boxes are left out: on a phone the keyboard would cover half of the page. */
const CONTROL = 'a[href], button:not(:disabled), article[tabindex]'
const ITEM = 'li, article'
const LIST = 'ul, ol, [role=log]'
/** Where the first control is near enough to the one that is gone. */
const AREA = 'ul, ol, form, section, nav'
/** What lies in these has nothing in common but the page. */
const PAGE = 'body, main, #pane'

/** Whatever closes gives the focus back within this time. */
const SETTLED_MS = 100

/** What is needed to find the way back, taken while the element is still in the page. */
interface Place {
  element: Element
  /** The other items of its list: those after it, then those before it, the nearest first. */
  neighbours: readonly Element[]
  /** Everything around it, from the inside out. */
  around: readonly Element[]
  /** What had the focus before it came into this part of the page. */
  from: Place | null
}

/**
 * An element that has the focus may go: its message disappears, its row leaves the list, a newer notification takes its
 * place. The browser then puts the focus on the whole page. The arrow keys are dead, Esc closes nothing, and a screen
 * reader starts again at the top. This hands the focus to the next item, or else to what is around it, unless something
 * else has taken it. Returns what ends it.
 */
export function catchLostFocus(): () => void {
  let place: Place | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const onFocus = ({ target }: FocusEvent) => {
    if (target instanceof Element) place = placeOf(target, place)
  }
  // A click beside everything takes the focus away on purpose.
  const onPress = ({ target }: Event) => {
    if (!(target instanceof Node && place?.element.contains(target))) place = null
  }
  const observer = new MutationObserver(() => {
    if (timer !== undefined || place === null || place.element.isConnected || !isLost()) return
    timer = setTimeout(() => {
      timer = undefined
      const target = place !== null && isLost() ? wayBack(place) : null
      if (target instanceof HTMLElement) target.focus()
      if (isLost()) place = null
    }, SETTLED_MS)
  })

  document.addEventListener('focusin', onFocus)
  document.addEventListener('pointerdown', onPress, { capture: true })
  observer.observe(document.body, { childList: true, subtree: true })
  if (document.activeElement !== null && !isLost()) place = placeOf(document.activeElement, null)
  return () => {
    document.removeEventListener('focusin', onFocus)
    document.removeEventListener('pointerdown', onPress, { capture: true })
    observer.disconnect()
    clearTimeout(timer)
  }
}

const isLost = () => document.activeElement === null || document.activeElement === document.body

function placeOf(element: Element, before: Place | null): Place {
  const around: Element[] = []
  for (
    let box = element.parentElement;
    box !== null && !box.matches(PAGE);
    box = box.parentElement
  ) {
    around.push(box)
  }
  const sharesPart = before !== null && before.around.at(-1) === around.at(-1)
  const from = sharesPart ? before.from : before && { ...before, from: null }
  return { element, neighbours: neighboursOf(element), around, from }
}

function neighboursOf(element: Element): Element[] {
  const own = element.closest(ITEM)
  const list = own?.closest(LIST)
  if (!own || !list) return []
  // A message of a log may hold lists of its own.
  const items = [...list.querySelectorAll(ITEM)].filter((item) => item.closest(LIST) === list)
  const here = items.indexOf(own)
  return [...items.slice(here + 1), ...items.slice(0, here).toReversed()]
}

function wayBack({ element, neighbours, around, from }: Place): Element | null {
  if (element.isConnected) return element
  const item = neighbours.find((one) => one.isConnected && controlIn(one) !== null)
  return (
    (item && controlIn(item)) ??
    controlAround(around.filter((box) => box.isConnected)) ??
    (from && wayBack(from))
  )
}

/** An empty log takes the focus itself. A page or a panel that only changed its content has a heading for it. */
function controlAround(boxes: readonly Element[]): Element | null {
  for (const box of boxes) {
    if (box.matches('[tabindex="0"]')) return box
    const target =
      box.querySelector('h2[tabindex="-1"]') ?? (box.matches(AREA) ? controlIn(box) : null)
    if (target !== null) return target
  }
  return null
}

const controlIn = (box: Element): Element | null =>
  box.matches(CONTROL)
    ? box
    : ([...box.querySelectorAll(CONTROL)].find((one) => one.getClientRects().length > 0) ?? null)
