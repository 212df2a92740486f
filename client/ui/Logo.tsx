import { logo } from '../browser/place.ts'

/** The logo of the product: the one of the theme, or a drawing. The favicon is the same. */
export function Logo({ className }: { className?: string }) {
  if (logo) return <img src={logo} alt="" className={className} />
  return (
    <svg aria-hidden viewBox="0 0 32 32" className={className}>
      <path
        className="fill-accent"
        d="M10 3h12a8 8 0 0 1 8 8v5a8 8 0 0 1-8 8h-7.2l-6.1 5.3A1 1 0 0 1 7 28.5v-5.1A8 8 0 0 1 2 16v-5a8 8 0 0 1 8-8Z"
      />
      <path
        className="fill-none stroke-on-accent"
        strokeWidth="2.6"
        strokeLinecap="round"
        d="M10 11h12M10 16.5h7"
      />
    </svg>
  )
}
