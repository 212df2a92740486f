import { groupTitle } from '../../wire/conversations.ts'

/** What the form of a group has. */
export interface GroupDraft {
  title: string
}

export const titleOk = ({ title }: GroupDraft) => groupTitle.safeParse(title).success

/** The values to send, checked with the server's schemas. Null while one of them is wrong. */
export const readGroup = (draft: GroupDraft): GroupDraft | null =>
  titleOk(draft) ? { title: draft.title.trim() } : null
