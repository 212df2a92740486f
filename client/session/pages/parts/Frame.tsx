import type { ReactNode } from 'react'
import { Logo } from '../../../ui/Logo.tsx'

interface FrameProps {
  title: string
  children: ReactNode
}

/** The narrow column of every page before messaging. */
export function Frame({ title, children }: FrameProps) {
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 pt-[max(2rem,12dvh)] pb-safe-8">
      <div className="w-full max-w-[22rem] animate-appear">
        <Logo className="mb-6 size-10" />
        <h1 className="mb-6 text-xl font-bold text-balance">{title}</h1>
        {children}
      </div>
    </main>
  )
}
