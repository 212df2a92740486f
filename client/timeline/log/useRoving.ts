import { useCallback, useState, type FocusEvent, type KeyboardEvent } from 'react'
import type { Entry } from './entries.ts'

/** A part of the page that takes longer than this comes too late for the key that asked for it. */
const DRAWN_MS = 1000

const CONTROLS = 'a[href], button, input, [role=button], [tabindex="0"]'

/**
 * One Tab stop for the whole log. Arrows, Home and End move between messages. Enter goes to the links and
 * buttons of a message, Tab moves between them, and Esc goes back. Typing goes on in the composer.
 *
 * The stop is the message that had the focus last. That one may be gone: it disappeared, or the page dropped it.
 */
export function useRoving(entries: readonly Entry[]) {
  const [active, setActive] = useState<string>()
  const stop =
    entries.find(({ key }) => key === active) ?? entries.findLast(({ kind }) => kind === 'message')

  const onFocus = useCallback((event: FocusEvent) => {
    const article = event.target.closest<HTMLElement>('article')
    if (article?.dataset['row']) setActive(article.dataset['row'])
  }, [])

  const onKeyDown = useCallback((event: KeyboardEvent<HTMLElement>) => {
    if (!(event.target instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey)
      return
    const article = event.target.closest<HTMLElement>('article')
    if (!article) return
    // The browser puts the letter into the box that has the focus by then.
    if (event.target === article && isLetter(event.key)) return composerBeside(article)?.focus()
    const next =
      event.target === article
        ? fromArticle(event.key, article, event.currentTarget)
        : fromControl(event.key, event.shiftKey, event.target, article)
    if (!next) return
    event.preventDefault()
    next.focus()
  }, [])

  return { stop: stop?.key, onFocus, onKeyDown }
}

/** The space bar scrolls, and keys with longer names do other things. */
const isLetter = (key: string) => /^.$/u.test(key) && key !== ' '

const composerBeside = (article: HTMLElement) =>
  article.closest('section')?.querySelector<HTMLElement>('form textarea')

/** Without those for which there is no room: they cannot take the focus. */
const controlsOf = (article: HTMLElement) =>
  [...article.querySelectorAll<HTMLElement>(CONTROLS)].filter(
    (control) => getComputedStyle(control).display !== 'none',
  )

/**
 * The first toolbar of a page is drawn a moment later. It takes the focus then, if the reader is still there. Nobody
 * expects that later: a message that waits for the connection has a toolbar only when it is sent.
 */
function whenDrawn(article: HTMLElement): undefined {
  const observer = new MutationObserver(() => {
    observer.disconnect()
    if (document.activeElement === article) controlsOf(article)[0]?.focus()
  })
  observer.observe(article, { childList: true })
  setTimeout(() => observer.disconnect(), DRAWN_MS)
}

function fromArticle(key: string, article: HTMLElement, log: HTMLElement) {
  if (key === 'Enter') return controlsOf(article)[0] ?? whenDrawn(article)
  const articles = [...log.querySelectorAll<HTMLElement>('article')]
  const here = articles.indexOf(article)
  const targets: Record<string, HTMLElement | undefined> = {
    ArrowUp: articles[here - 1],
    ArrowDown: articles[here + 1],
    Home: articles[0],
    End: articles.at(-1),
  }
  return targets[key]
}

function fromControl(key: string, back: boolean, control: HTMLElement, article: HTMLElement) {
  if (key === 'Escape') return article
  if (key !== 'Tab') return undefined
  const controls = controlsOf(article)
  return controls[controls.indexOf(control) + (back ? -1 : 1)]
}
