import { useState } from 'react'
import type { Report } from '../../wire/moderation/moderation.ts'
import { SettingsFrame } from '../account/SettingsFrame.tsx'
import { useModerationCatalogue } from '../i18n/moderation.ts'
import { paths } from '../navigation/routes.ts'
import { classes } from '../ui/classes.ts'
import { Filters } from './Filters.tsx'
import { Queue } from './Queue.tsx'
import { ReportPage } from './ReportPage.tsx'

const views = ['open', 'mine', 'done', 'filters'] as const
type View = (typeof views)[number]

/** The page of moderators: the queue, one report, and the filters. The relay refuses everybody else. */
export default function Moderation() {
  const labels = useModerationCatalogue()
  const [view, setView] = useState<View>('open')
  const [open, setOpen] = useState<Report['id'] | null>(null)
  return (
    <SettingsFrame title={labels.title} back={{ href: paths.home, label: labels.back }} wide>
      {open === null ? (
        <>
          <p className="max-w-xl text-muted">{labels.help}</p>
          <nav aria-label={labels.title} className="flex flex-wrap gap-1">
            {views.map((one) => (
              <button
                key={one}
                type="button"
                aria-current={view === one ? 'page' : undefined}
                onClick={() => setView(one)}
                className={classes(
                  'min-h-9 rounded-control px-3 font-medium touch:min-h-11',
                  view === one ? 'bg-surface text-text' : 'text-muted hover:bg-hover',
                )}
              >
                {labels.states[one]}
              </button>
            ))}
          </nav>
          {view === 'filters' ? <Filters /> : <Queue key={view} state={view} onOpen={setOpen} />}
        </>
      ) : (
        <ReportPage id={open} onClose={() => setOpen(null)} />
      )}
    </SettingsFrame>
  )
}
