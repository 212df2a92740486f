import { useEffect, useEffectEvent, useRef, type MouseEvent } from 'react'
import { useLoading } from './useLoading.ts'

/**
 * Downloads a file by its link. The first byte is asked for before, because the page does not learn whether the browser
 * could download. What failed is downloaded when the connection comes back.
 */
export function useDownload(address: string) {
  const link = useRef<HTMLAnchorElement>(null)
  const isChecked = useRef(false)
  const { isBroken, tries, fail, retry } = useLoading()

  async function download() {
    const answer = await fetch(address, { headers: { range: 'bytes=0-0' } }).catch(() => null)
    void answer?.body?.cancel()
    if (!answer?.ok) return fail()
    isChecked.current = true
    link.current?.click()
  }

  const downloadAgain = useEffectEvent(() => void download())
  useEffect(() => {
    if (tries > 0) downloadAgain()
  }, [tries])

  return {
    link,
    isBroken,
    retry,
    onClick(event: MouseEvent) {
      if (isChecked.current || event.ctrlKey || event.metaKey || event.shiftKey) {
        isChecked.current = false
        return
      }
      event.preventDefault()
      void download()
    },
  }
}
