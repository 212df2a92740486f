import { useEffect } from 'react'
import { catchLostFocus } from '../browser/lost-focus.ts'
import Notices from '../reports/Notices.tsx'
import StrayMessages from './StrayMessages.tsx'

/** What may lie over the page, and need not be there at its start. */
export default function AfterStart() {
  useEffect(catchLostFocus, [])
  return (
    <>
      <Notices />
      <StrayMessages />
    </>
  )
}
