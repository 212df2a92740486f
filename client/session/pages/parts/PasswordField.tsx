import { Eye, EyeOff } from 'lucide-react'
import { useState, type ComponentProps } from 'react'
import { useSignInCatalogue } from '../../../i18n/sign-in.ts'
import { Field } from '../../../ui/Field.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'

type PasswordFieldProps = Omit<ComponentProps<typeof Field>, 'type' | 'end'>

/**
 * A password field that can show its content, because a hidden typo costs more than a look over the
 * shoulder.
 */
export function PasswordField(props: PasswordFieldProps) {
  const labels = useSignInCatalogue()
  const [shown, setShown] = useState(false)
  return (
    <Field
      {...props}
      type={shown ? 'text' : 'password'}
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
      end={
        <IconButton
          icon={shown ? EyeOff : Eye}
          label={shown ? labels.hidePassword : labels.showPassword}
          onClick={() => setShown(!shown)}
          className="touch:size-10"
        />
      }
    />
  )
}
