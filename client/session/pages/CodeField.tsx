import { OTPInput, REGEXP_ONLY_DIGITS } from 'input-otp'
import { useCatalogue } from '../../i18n/language.ts'
import { classes } from '../../ui/classes.ts'
import { Spinner } from '../../ui/Spinner.tsx'

const LENGTH = 6

interface CodeFieldProps {
  label: string
  value: string
  onChange: (code: string) => void
  onComplete: (code: string) => void
  busy: boolean
}

/**
 * One real input below six drawn boxes. Paste, autofill from a text message and screen readers work without
 * extra code.
 */
export function CodeField({ label, value, onChange, onComplete, busy }: CodeFieldProps) {
  const { session: labels } = useCatalogue()
  return (
    <div>
      <OTPInput
        aria-label={label}
        autoFocus
        maxLength={LENGTH}
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern={REGEXP_ONLY_DIGITS}
        pasteTransformer={(pasted) => pasted.replace(/\D/g, '')}
        pushPasswordManagerStrategy="none"
        value={value}
        readOnly={busy}
        onChange={onChange}
        onComplete={onComplete}
        containerClassName="flex"
        render={({ slots }) => (
          <div className="grid w-full grid-cols-6 gap-2">
            {slots.map((slot, place) => (
              <div
                key={place}
                className={classes(
                  'grid h-12 place-items-center rounded-control border text-xl font-medium tabular-nums',
                  slot.isActive ? 'border-focus outline-2 outline-focus' : 'border-control',
                )}
              >
                {slot.char}
              </div>
            ))}
          </div>
        )}
      />
      {busy && (
        <p className="mt-2 flex items-center gap-2 text-sm text-muted">
          <Spinner /> {labels.checking}
        </p>
      )}
    </div>
  )
}
