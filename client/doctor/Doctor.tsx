import { useEffect, useState } from 'react'
import { paths } from '../navigation/routes.ts'
import { useDoctorCatalogue } from '../i18n/doctor.ts'
import type { Messaging } from '../messenger/follow-session.ts'
import { announce } from '../ui/announcer.ts'
import { Button } from '../ui/Button.tsx'
import { Link } from '../ui/Link.tsx'
import { Logo } from '../ui/Logo.tsx'
import { reportOf } from './report.ts'
import { steps, verdict } from './steps.ts'
import { StepRow } from './StepRow.tsx'
import { useExamination } from './useExamination.ts'

/** The link that led here is gone. The focus therefore moves to the top of the page. */
const focusOnce = (heading: HTMLHeadingElement | null) => heading?.focus()

/**
 * The page that finds the first failing step between this browser and a sent message. It also works without
 * a sign-in.
 */
export default function Doctor({ messaging }: { messaging: Messaging }) {
  const catalogue = useDoctorCatalogue()
  const { found, again } = useExamination(messaging)
  const [report, setReport] = useState<'hidden' | 'copied' | 'refused'>('hidden')
  const now = verdict(found)
  const verdictLabels = {
    running: catalogue.doctor.running,
    ok: catalogue.doctor.allOk,
    failed: catalogue.doctor.someFailed,
  }

  useEffect(() => {
    document.title = catalogue.doctor.pageTitle
    return () => {
      document.title = catalogue.conversations.app
    }
  }, [catalogue])

  const makeReport = () => {
    const { onLine: online, userAgent } = navigator
    return reportOf(
      found,
      { origin: location.origin, userAgent, online, at: new Date() },
      catalogue,
    )
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(makeReport())
      setReport('copied')
      announce(catalogue.doctor.copied)
    } catch {
      setReport('refused')
    }
  }

  return (
    <main className="min-h-dvh overflow-y-auto px-4 pt-[max(2rem,8dvh)] pb-safe-12">
      <div className="mx-auto max-w-xl animate-appear">
        <Logo className="mb-6 size-10" />
        <h1 ref={focusOnce} tabIndex={-1} className="text-xl font-bold text-balance outline-none">
          {catalogue.doctor.title}
        </h1>
        <p className="mt-1 text-muted">{catalogue.doctor.help}</p>
        <ol className="mt-4 divide-y divide-line border-y border-line">
          {steps.map((step) => (
            <StepRow key={step} step={step} state={found[step]} />
          ))}
        </ol>
        <p role="status" className="mt-4 font-medium">
          {verdictLabels[now]}
        </p>
        <div className="mt-4 flex flex-wrap items-center gap-3">
          <Button look="primary" busy={now === 'running'} onClick={again}>
            {catalogue.doctor.again}
          </Button>
          <Button disabled={now === 'running'} onClick={() => void copy()}>
            {catalogue.doctor.copy}
          </Button>
          <Link
            href={paths.home}
            className="inline-flex min-h-9 items-center px-1 font-medium text-accent underline-offset-4 hover:underline touch:min-h-11"
          >
            {catalogue.doctor.back}
          </Link>
        </div>
        {report === 'copied' && (
          <p className="mt-3 text-sm text-muted">{catalogue.doctor.copied}</p>
        )}
        {report === 'refused' && (
          <div className="mt-3 text-sm text-muted">
            <p role="alert">{catalogue.doctor.copyFailed}</p>
            <textarea
              readOnly
              aria-label={catalogue.doctor.report}
              rows={12}
              value={makeReport()}
              className="mt-2 w-full rounded-control border border-control bg-bg p-3 text-text"
            />
          </div>
        )}
      </div>
    </main>
  )
}
