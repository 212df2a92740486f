import { groupTitle } from '../../wire/conversations.ts'
import { avatarUrl } from '../../wire/people.ts'

/** The name and the picture in the form of a group. */
export interface GroupDraft {
  title: string
  picture: string
}

export const titleOk = ({ title }: GroupDraft) => groupTitle.safeParse(title).success

export const pictureOk = ({ picture }: GroupDraft) =>
  picture.trim() === '' || avatarUrl.safeParse(picture.trim()).success

/** The values to send, checked with the server's schemas. Null while one of them is wrong. */
export function readGroup(draft: GroupDraft): { title: string; avatarUrl: string | null } | null {
  if (!titleOk(draft) || !pictureOk(draft)) return null
  return { title: draft.title.trim(), avatarUrl: draft.picture.trim() || null }
}
