import { Eye, EyeOff } from 'lucide-react'
import { useState, type ComponentProps } from 'react'
import { useCatalogue } from '../../i18n/language.ts'
import { Field } from '../../ui/Field.tsx'
import { IconButton } from '../../ui/IconButton.tsx'

type PasswordFieldProps = Omit<ComponentProps<typeof Field>, 'type' | 'end'>

/**
 * A password field that can show its content, because a hidden typo costs more than a look over the
 * shoulder.
 */
export function PasswordField(props: PasswordFieldProps) {
  const { session } = useCatalogue()
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
          label={shown ? session.hidePassword : session.showPassword}
          onClick={() => setShown(!shown)}
          className="touch:size-10"
        />
      }
    />
  )
}
