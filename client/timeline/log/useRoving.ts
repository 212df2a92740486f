import { useCallback, useState, type FocusEvent, type KeyboardEvent } from 'react'

const CONTROLS = 'a[href], button, input, [role=button], [tabindex="0"]'

/**
 * One Tab stop for the whole log. Arrows, Home and End move between messages. Enter goes to the links and
 * buttons of a message, Tab moves between them, and Esc goes back. Typing goes on in the composer.
 */
export function useRoving(lastKey: string | undefined) {
  const [active, setActive] = useState<string | null>(null)

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

  return { active: active ?? lastKey, setActive, onFocus, onKeyDown }
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

/** The first toolbar of a page is drawn a moment later. It takes the focus then, if the reader is still there. */
function whenDrawn(article: HTMLElement): undefined {
  const observer = new MutationObserver(() => {
    observer.disconnect()
    if (document.activeElement === article) controlsOf(article)[0]?.focus()
  })
  observer.observe(article, { childList: true })
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
