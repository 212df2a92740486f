import { account } from './en/account.ts'
import { conversations } from './en/conversations.ts'
import { failures } from './en/failures.ts'
import { pages } from './en/pages.ts'
import { session } from './en/session.ts'
import { timeline } from './en/timeline.ts'

/** Every word the page shows. Another language is another object of this type. */
export const en = { account, conversations, failures, pages, session, timeline }
export type Text = typeof en
