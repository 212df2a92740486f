import { groupTitle } from '../../wire/conversations.ts'
import { avatarUrl } from '../../wire/people.ts'

/** A group's name and picture as they stand in the form. */
export interface GroupDraft {
  title: string
  picture: string
}

export const titleOk = ({ title }: GroupDraft) => groupTitle.safeParse(title).success

export const pictureOk = ({ picture }: GroupDraft) =>
  picture.trim() === '' || avatarUrl.safeParse(picture.trim()).success

/** What is sent, by the schemas the server uses; null while something is wrong with it. */
export function readGroup(draft: GroupDraft): { title: string; avatarUrl: string | null } | null {
  if (!titleOk(draft) || !pictureOk(draft)) return null
  return { title: draft.title.trim(), avatarUrl: draft.picture.trim() || null }
}
