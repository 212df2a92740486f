import { Building2, Mail, Phone } from 'lucide-react'
import { useSignInCatalogue } from '../../i18n/sign-in.ts'
import { Button } from '../../ui/Button.tsx'
import type { SignInMethods } from '../model.ts'
import { ProviderButton } from './ProviderButton.tsx'

interface OtherMethodsProps {
  methods: SignInMethods
  onEmailLink: () => void
  onProvider: (provider: string) => void
  onStep: (step: 'phone' | 'sso') => void
}

/** The sign-in methods of the project besides a password. Nothing if there is none. */
export function OtherMethods({ methods, onEmailLink, onProvider, onStep }: OtherMethodsProps) {
  const labels = useSignInCatalogue()
  const link = methods.emailLink && methods.password
  const { providers, phone, sso } = methods
  const byMail = methods.password || methods.emailLink
  if (!link && providers.length === 0 && !phone && !sso) {
    return byMail ? null : <p className="text-muted">{labels.noMethods}</p>
  }
  return (
    <div className="mt-4 flex flex-col gap-3">
      {byMail && (
        <p className="flex items-center gap-3 text-sm text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
          {labels.or}
        </p>
      )}
      {providers.map((provider) => (
        <ProviderButton key={provider} provider={provider} onClick={() => onProvider(provider)} />
      ))}
      {link && (
        <Button className="min-h-10" onClick={onEmailLink}>
          <Mail aria-hidden className="size-4" /> {labels.emailLink}
        </Button>
      )}
      {phone && (
        <Button className="min-h-10" onClick={() => onStep('phone')}>
          <Phone aria-hidden className="size-4" /> {labels.usePhone}
        </Button>
      )}
      {sso && (
        <Button className="min-h-10" onClick={() => onStep('sso')}>
          <Building2 aria-hidden className="size-4" /> {labels.useSso}
        </Button>
      )}
    </div>
  )
}
