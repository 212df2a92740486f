import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useCatalogue } from '../i18n/language.ts'
import { useAttempts } from '../requests/useAttempts.ts'
import { looks } from './code/pieces.ts'
import { useHighlighted } from './code/useHighlighted.ts'
import { scrollStop } from '../ui/later/scroll-stop.ts'

/** Code keeps its lines: long ones scroll sideways. Its colours come when its language is loaded. */
export function CodeBlock({ text, language }: { text: string; language: string | null }) {
  const { messages: labels } = useCatalogue()
  const attempt = useAttempts()
  const [isCopied, setIsCopied] = useState(false)
  const pieces = useHighlighted(text, language)
  const Icon = isCopied ? Check : Copy

  async function copy() {
    await navigator.clipboard.writeText(text)
    setIsCopied(true)
  }

  return (
    <div dir="ltr" className="relative my-1 rounded-control bg-bg/60 text-start first:mt-0.5">
      <div data-code-head className="flex items-center justify-between ps-2 text-xs opacity-80">
        <span>{language}</span>
        <button
          type="button"
          tabIndex={-1}
          aria-label={isCopied ? labels.codeCopied : labels.copyCode}
          title={isCopied ? labels.codeCopied : labels.copyCode}
          onClick={() => attempt(copy())}
          className="grid size-7 place-items-center rounded-control hover:bg-hover touch:size-9"
        >
          <Icon aria-hidden className="size-3.5" />
        </button>
      </div>
      <pre
        ref={scrollStop}
        className="ring-inside overflow-x-auto px-2 pb-1.5 font-mono text-sm whitespace-pre [overflow-wrap:normal]"
      >
        <code>
          {pieces?.map((piece, place) =>
            piece.role === null ? (
              piece.text
            ) : (
              <span key={place} className={looks[piece.role]}>
                {piece.text}
              </span>
            ),
          ) ?? text}
        </code>
      </pre>
    </div>
  )
}
