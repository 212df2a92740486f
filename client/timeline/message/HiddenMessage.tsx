import { useCatalogue } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'

/** Shown in place of a message whose author the user has blocked. */
export function HiddenMessage({ onShow }: { onShow: () => void }) {
  const { messages: labels } = useCatalogue()
  return (
    <p className="flex flex-wrap items-center gap-x-1 rounded-bubble border border-dashed border-line px-3 py-1 text-sm text-muted">
      {labels.blocked}
      <Button look="link" tabIndex={-1} className="min-h-8 text-sm" onClick={onShow}>
        {labels.show}
      </Button>
    </p>
  )
}
