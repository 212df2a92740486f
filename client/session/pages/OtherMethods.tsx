import { Mail, Phone } from 'lucide-react'
import { useCatalogue } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { useSession } from '../context.ts'
import { GoogleMark } from './GoogleMark.tsx'
import type { SignInMethods } from '../model.ts'

interface OtherMethodsProps {
  methods: SignInMethods
  onEmailLink: () => void
  onStep: (step: 'phone') => void
}

/** The sign-in methods of the project besides a password. Nothing if there is none. */
export function OtherMethods({ methods, onEmailLink, onStep }: OtherMethodsProps) {
  const { session: labels } = useCatalogue()
  const session = useSession()
  const link = methods.emailLink && methods.password
  if (!link && !methods.google && !methods.phone) return null
  return (
    <div className="mt-4 flex flex-col gap-3">
      <p className="flex items-center gap-3 text-sm text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {labels.or}
      </p>
      {methods.google && (
        <Button className="min-h-10" onClick={() => void session.signInWithGoogle()}>
          <GoogleMark /> {labels.google}
        </Button>
      )}
      {link && (
        <Button className="min-h-10" onClick={onEmailLink}>
          <Mail aria-hidden className="size-4" /> {labels.emailLink}
        </Button>
      )}
      {methods.phone && (
        <Button className="min-h-10" onClick={() => onStep('phone')}>
          <Phone aria-hidden className="size-4" /> {labels.usePhone}
        </Button>
      )}
    </div>
  )
}
