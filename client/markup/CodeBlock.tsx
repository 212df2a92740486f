import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useCatalogue } from '../i18n/language.ts'
import { scrollStop } from '../ui/later/scroll-stop.ts'

/** Code keeps its lines: long ones scroll sideways. */
export function CodeBlock({ text, language }: { text: string; language: string | null }) {
  const { messages: labels } = useCatalogue()
  const [isCopied, setIsCopied] = useState(false)
  const Icon = isCopied ? Check : Copy

  async function copy() {
    await navigator.clipboard.writeText(text)
    setIsCopied(true)
  }

  return (
    <div dir="ltr" className="relative my-1 rounded-control bg-bg/60 text-start first:mt-0.5">
      <div className="flex items-center justify-between ps-2 text-xs opacity-80">
        <span>{language}</span>
        <button
          type="button"
          tabIndex={-1}
          aria-label={isCopied ? labels.codeCopied : labels.copyCode}
          title={isCopied ? labels.codeCopied : labels.copyCode}
          onClick={() => void copy().catch(() => undefined)}
          className="grid size-7 place-items-center rounded-control hover:bg-hover touch:size-9"
        >
          <Icon aria-hidden className="size-3.5" />
        </button>
      </div>
      <pre
        ref={scrollStop}
        className="overflow-x-auto px-2 pb-1.5 font-mono text-sm whitespace-pre [overflow-wrap:normal]"
      >
        <code>{text}</code>
      </pre>
    </div>
  )
}
