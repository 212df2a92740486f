import { useEffect, useState } from 'react'
import type { Piece } from './pieces.ts'

type Highlighter = typeof import('./highlight.ts')

let highlighter: Highlighter | null = null

interface Highlighted {
  code: string
  language: string | null
  pieces: readonly Piece[] | null
  /** Nothing more is to be loaded. */
  isDone: boolean
}

function now(code: string, language: string | null): Highlighted {
  const pieces = language === null ? null : (highlighter?.highlightNow(code, language) ?? null)
  return { code, language, pieces, isDone: pieces !== null }
}

/**
 * The code in pieces. Null while the library or the grammar loads, without a language, and when the code cannot be
 * fetched: then it is shown in one colour.
 */
export function useHighlighted(code: string, language: string | null): readonly Piece[] | null {
  const [shown, setShown] = useState(() => now(code, language))
  const isCurrent = shown.code === code && shown.language === language

  useEffect(() => {
    if (language === null || (isCurrent && shown.isDone)) return
    let isWanted = true
    void import('./highlight.ts')
      .then(async (library) => {
        highlighter = library
        const pieces = await library.highlight(code, language)
        if (isWanted) setShown({ code, language, pieces, isDone: true })
      })
      .catch(() => undefined)
    return () => {
      isWanted = false
    }
  }, [code, language, isCurrent, shown.isDone])

  return isCurrent ? shown.pieces : null
}
