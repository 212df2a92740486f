import { useFiltersCatalogue } from '../i18n/filters.ts'

/** The filters that the box understands. A click writes one. */
export function Hints({ onHint }: { onHint: (hint: string) => void }) {
  const labels = useFiltersCatalogue()
  return (
    <div className="px-4 pb-4 text-sm text-muted">
      <p className="mb-2">{labels.hint}</p>
      <ul className="flex flex-col gap-1">
        {labels.hints.map(([sign, meaning]) => (
          <li key={sign} className="flex items-center gap-2">
            <button
              type="button"
              onClick={() => onHint(sign)}
              className="min-h-8 rounded-control border border-line bg-surface px-2 font-mono text-text hover:bg-hover touch:min-h-11"
            >
              {sign}
            </button>
            {meaning}
          </li>
        ))}
      </ul>
    </div>
  )
}
