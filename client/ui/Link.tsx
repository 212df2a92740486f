import type { ComponentProps } from 'react'
import { navigate } from '../navigation/location.ts'

interface LinkProps extends ComponentProps<'a'> {
  href: string
}

/** A link within the page. The browser handles a click that asks for a new tab, a window or a download. */
export function Link({ href, onClick, children, ...rest }: LinkProps) {
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        onClick?.(event)
        const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
        if (event.defaultPrevented || elsewhere || event.button !== 0) return
        event.preventDefault()
        navigate(href)
      }}
    >
      {children}
    </a>
  )
}
