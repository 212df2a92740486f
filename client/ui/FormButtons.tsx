import { Button } from './Button.tsx'

interface FormButtonsProps {
  cancel: string
  /** The label of the button that sends the form. */
  submit: string
  busy: boolean
  onCancel: () => void
}

/** The end of a form in a dialog. */
export function FormButtons({ cancel, submit, busy, onCancel }: FormButtonsProps) {
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <Button onClick={onCancel}>{cancel}</Button>
      <Button type="submit" look="primary" busy={busy}>
        {submit}
      </Button>
    </div>
  )
}
