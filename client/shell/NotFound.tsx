import { Compass } from 'lucide-react'
import { useCatalogue } from '../i18n/language.ts'
import { Link } from '../ui/Link.tsx'
import { Notice } from '../ui/Notice.tsx'
import { paths } from '../navigation/routes.ts'

export default function NotFound() {
  const { pages } = useCatalogue()
  return (
    <Notice
      icon={<Compass aria-hidden className="size-6" />}
      title={pages.notFoundTitle}
      body={pages.notFoundBody}
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
