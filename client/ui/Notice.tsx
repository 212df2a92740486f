import type { ReactNode } from 'react'
import { classes } from './classes.ts'

interface NoticeProps {
  icon?: ReactNode
  title: string
  body?: string
  children?: ReactNode
  /** Whether the notice fills the whole page. It is then the main landmark. */
  page?: boolean
}

/** Stands in the middle of an empty area. It says why the area is empty, and what to do now. */
export function Notice({ icon, title, body, children, page = false }: NoticeProps) {
  const Area = page ? 'main' : 'div'
  const Title = page ? 'h1' : 'h2'
  return (
    <Area
      className={classes(
        'flex flex-col items-center justify-center-safe gap-2 overflow-y-auto p-6 text-center',
        page ? 'min-h-dvh' : 'h-full',
      )}
    >
      {icon && (
        <span className="mb-2 grid size-14 place-items-center rounded-full bg-hover text-muted">
          {icon}
        </span>
      )}
      <Title className="text-lg font-bold text-balance">{title}</Title>
      {body && <p className="max-w-[44ch] text-pretty text-muted">{body}</p>}
      {children && <div className="mt-4 flex flex-col items-center gap-3">{children}</div>}
    </Area>
  )
}
