import { ChevronRight, type LucideIcon } from 'lucide-react'
import { Link } from '../ui/Link.tsx'

interface SettingsLinkProps {
  href: string
  icon: LucideIcon
  label: string
  help: string
}

/** Leads to a page of its own. */
export function SettingsLink({ href, icon: Icon, label, help }: SettingsLinkProps) {
  return (
    <Link
      href={href}
      className="ring-inside flex min-h-14 items-center gap-3 px-3 py-2 first:rounded-t-card last:rounded-b-card hover:bg-hover"
    >
      <Icon aria-hidden className="size-5 shrink-0 text-muted" />
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{label}</span>
        <span className="block text-sm text-muted">{help}</span>
      </span>
      <ChevronRight aria-hidden className="size-4 shrink-0 text-muted rtl:-scale-x-100" />
    </Link>
  )
}
