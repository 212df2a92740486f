import { Component, type ReactNode } from 'react'
import { LanguageContext } from '../i18n/language.ts'
import { Button } from './Button.tsx'
import { Notice } from './Notice.tsx'

interface ErrorBoundaryProps {
  children: ReactNode
  /** Whether the boundary is around the whole page. */
  page?: boolean
}

/** Catches an error in drawing, and a failed download of code. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { broken: boolean }> {
  static override contextType = LanguageContext
  declare context: React.ContextType<typeof LanguageContext>
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    if (!this.state.broken) return this.props.children
    const { pages } = this.context.catalogue
    return (
      <Notice title={pages.crashTitle} body={pages.crashBody} page={this.props.page ?? false}>
        <Button look="primary" onClick={() => location.reload()}>
          {pages.reload}
        </Button>
      </Notice>
    )
  }
}
