import { Compass } from 'lucide-react'
import { Link } from 'react-router'
import { useText } from '../i18n/language.ts'
import { Notice } from '../ui/Notice.tsx'

export default function NotFound() {
  const { pages } = useText()
  return (
    <Notice
      icon={<Compass aria-hidden className="size-6" />}
      title={pages.notFoundTitle}
      text={pages.notFoundText}
    >
      <Link to="/" className="font-medium text-accent underline-offset-4 hover:underline">
        {pages.home}
      </Link>
    </Notice>
  )
}
