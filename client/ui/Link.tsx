import type { ComponentProps } from 'react'
import { navigate } from '../navigation/location.ts'

interface LinkProps extends ComponentProps<'a'> {
  href: string
}

/** A link within the page. Whoever asks for a new tab, window or download gets it from the browser. */
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
