import { useCatalogue } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'

/** In the place of what somebody wrote whom one does not want to read. */
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
