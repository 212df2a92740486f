import { Suspense, type ReactNode } from 'react'
import { Rows } from './Rows.tsx'
import type { Entry } from './entries.ts'
import { useOpenPerson } from './useOpenPerson.ts'
import { useRoving } from './useRoving.ts'
import type { ScrollKeeper } from '../scrolling/useScrollKeeper.ts'
import { lazy } from '../../ui/later/lazy.tsx'

const PersonOfLog = lazy(() => import('../message/PersonOfLog.tsx'))

interface LogProps {
  label: string
  keeper: ScrollKeeper
  entries: readonly Entry[]
  before: ReactNode
  after?: ReactNode
}

/** The messages in a scrolling box, with one Tab stop for all of them. */
export function Log({ label, keeper, entries, before, after }: LogProps) {
  const roving = useRoving(entries)
  const { opened, close, onClick, onKey } = useOpenPerson()
  const { box, onScroll, onIntent } = keeper
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the articles handle the keys
    <div
      ref={box}
      role="log"
      aria-label={label}
      aria-live="off"
      // A scrolling box needs something that takes the focus. Without a message, the box does. With one, -1 keeps
      // Firefox from making the box a Tab stop of its own.
      tabIndex={roving.stop === undefined ? 0 : -1}
      onScroll={onScroll}
      onWheel={onIntent}
      onTouchMove={onIntent}
      onClick={onClick}
      onKeyDown={(event) => {
        onIntent()
        onKey(event)
        roving.onKeyDown(event)
      }}
      onFocus={roving.onFocus}
      className="h-full overflow-y-auto overscroll-contain [overflow-anchor:none] [scroll-padding-block-start:2.5rem]"
    >
      <div className="mx-auto flex min-h-full max-w-[54rem] flex-col justify-end px-4 pb-2 sm:px-6">
        {before}
        <Rows entries={entries} activeKey={roving.stop} />
        {after}
      </div>
      {opened && (
        <Suspense>
          <PersonOfLog key={opened.id} {...opened} onClose={close} />
        </Suspense>
      )}
    </div>
  )
}
