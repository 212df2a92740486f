import { createContext, use, useEffect } from 'react'

/** The title of the tab names the open page with this. A conversation is no page: its name is not for everybody to see. */
export const PageNameContext = createContext<(name: string) => void>(() => undefined)

export function usePageName(name: string): void {
  const tell = use(PageNameContext)
  useEffect(() => {
    tell(name)
    return () => tell('')
  }, [tell, name])
}
