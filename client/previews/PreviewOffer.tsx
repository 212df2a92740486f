import { Link2, Link2Off } from 'lucide-react'
import { useEffect } from 'react'
import { linksOf } from '../../wire/previews/links.ts'
import { usePreviewsCatalogue } from '../i18n/previews.ts'
import { useSession } from '../session/context.ts'

interface PreviewOfferProps {
  body: string
  /** The address for which the writer wants no preview. Empty when there is none. */
  unwanted: string
  onUnwanted: (address: string) => void
}

/** Tells the writer which site a preview will show, and lets them send without it. Nothing is fetched before. */
export default function PreviewOffer({ body, unwanted, onUnwanted }: PreviewOfferProps) {
  const labels = usePreviewsCatalogue()
  // The settings are known by now, because nobody signs in without them.
  const isOffered = useSession().config()?.features.link_previews
  const address = linksOf(body)[0]

  // The writer's choice is about one address, and ends with the message.
  useEffect(() => {
    if (unwanted !== '' && address !== unwanted) onUnwanted('')
  }, [address, unwanted, onUnwanted])
  useEffect(() => () => onUnwanted(''), [onUnwanted])

  if (address === undefined || !isOffered) return null
  const site = new URL(address).hostname
  const isWanted = address !== unwanted
  const Icon = isWanted ? Link2 : Link2Off
  return (
    <div className="flex min-w-0 items-center gap-2 px-2 pb-1 text-sm text-muted">
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0 flex-1 truncate">
        {isWanted ? labels.offer(site) : labels.refused(site)}
      </span>
      <button
        type="button"
        onClick={() => onUnwanted(isWanted ? address : '')}
        className="shrink-0 rounded-control px-1 font-medium text-accent underline underline-offset-2 touch:min-h-11"
      >
        {isWanted ? labels.without : labels.withPreview}
      </button>
    </div>
  )
}
