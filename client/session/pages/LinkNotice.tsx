import { useState } from 'react'
import { X } from 'lucide-react'
import { useSignInCatalogue } from '../../i18n/sign-in.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import type { SignInProblem } from '../supabase/sign-in-result.ts'

/** Tells a person who is signed in that the link which they opened did nothing. */
export default function LinkNotice({ problem }: { problem: SignInProblem }) {
  const labels = useSignInCatalogue()
  const [shown, setShown] = useState(true)
  if (!shown) return null
  return (
    <div className="pointer-events-none fixed inset-x-0 top-0 z-notice flex justify-center p-3 pt-safe-3">
      <div
        role="alert"
        className="pointer-events-auto flex max-w-md animate-appear items-center gap-2 rounded-card border border-line bg-bg py-2 ps-4 pe-2 text-sm shadow-lg"
      >
        <p className="min-w-0 flex-1">{labels.refusals[problem]}</p>
        <IconButton icon={X} label={labels.dismiss} onClick={() => setShown(false)} />
      </div>
    </div>
  )
}
