import type { ReactNode } from 'react'

export function useHighlighted(text: string, _language: string | null): ReactNode {
  return text
}
