import { Compass } from 'lucide-react'
import { useText } from '../i18n/language.ts'
import { Link } from '../ui/Link.tsx'
import { Notice } from '../ui/Notice.tsx'
import { paths } from '../navigation/routes.ts'

export default function NotFound() {
  const { pages } = useText()
  return (
    <Notice
      icon={<Compass aria-hidden className="size-6" />}
      title={pages.notFoundTitle}
      text={pages.notFoundText}
    >
      <Link
        href={paths.home}
        className="font-medium text-accent underline-offset-4 hover:underline"
      >
        {pages.home}
      </Link>
    </Notice>
  )
}
