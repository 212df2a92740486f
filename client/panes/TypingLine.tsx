import { useTypists } from '../messenger/context.ts'
import { usePeople } from '../conversation/context.ts'
import { useCatalogue } from '../i18n/language.ts'

const nobody: readonly string[] = []

interface TypingLineProps {
  conversationId: string
}

/** Keeps its line also while nobody types, so that nothing jumps, and is never announced. */
export function TypingLine({ conversationId }: TypingLineProps) {
  const { timeline: labels } = useCatalogue()
  const typing = useTypists(conversationId) ?? nobody
  const { byId } = usePeople()
  const names = typing.flatMap((userId) => byId.get(userId)?.display_name ?? [])
  return (
    <div className="mx-auto mb-1 flex h-5 w-full max-w-[54rem] items-center gap-2 px-4 text-xs text-muted sm:px-6">
      {names.length > 0 && (
        <>
          <span aria-hidden className="flex gap-0.5">
            {[0, 150, 300].map((delay) => (
              <span
                key={delay}
                className="size-1 animate-dot rounded-full bg-current opacity-60"
                style={{ animationDelay: `${delay}ms` }}
              />
            ))}
          </span>
          <span className="truncate">{labels.typing(names)}</span>
        </>
      )}
    </div>
  )
}
