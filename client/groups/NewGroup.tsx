import { useEffect, useState, type FormEvent } from 'react'
import type { Person } from '../../wire/people.ts'
import { useMessenger } from '../messenger/context.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { paths } from '../navigation/routes.ts'
import { useAction } from '../requests/useAction.ts'
import { useGroupsCatalogue } from '../i18n/groups.ts'
import { usePicturesCatalogue } from '../i18n/pictures.ts'
import { PictureField } from '../pictures/PictureField.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { navigate } from '../navigation/location.ts'
import { GroupFields } from './GroupFields.tsx'
import { readGroup, type GroupDraft } from './group-draft.ts'
import { PeoplePicker } from './PeoplePicker.tsx'

/** A picture that is uploaded and waits for its group. */
interface WaitingPicture {
  uploadId: string
  address: string
}

interface NewGroupProps {
  onBack: () => void
  onClose: () => void
}

/** The first step chooses the people, the second one the name. Going back loses neither. */
export function NewGroup({ onBack, onClose }: NewGroupProps) {
  const labels = useGroupsCatalogue()
  const { chosen } = usePicturesCatalogue()
  const messenger = useMessenger()
  const [people, setPeople] = useState<readonly Person[]>([])
  const [draft, setDraft] = useState<GroupDraft>({ title: '' })
  // The page gives up after some seconds, when the group may exist already. The next try must not make a second one.
  const [clientId] = useState(() => crypto.randomUUID())
  const [picture, setPicture] = useState<WaitingPicture | null>(null)
  const [naming, setNaming] = useState(false)
  const [tried, setTried] = useState(false)
  const { busy, failure, run, forget } = useAction()

  async function create(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    const group = readGroup(draft)
    if (!group) return
    await run(async () => {
      const userIds = people.map(({ id }) => id)
      const { id } = await messenger.groups.create({ ...group, clientId, userIds })
      // After a failure the next try finds the same group, and gives it the picture.
      if (picture) await messenger.groups.changePicture(id, picture.uploadId)
      navigate(paths.conversation(id))
      onClose()
    })
  }

  useEffect(() => {
    if (picture) return () => URL.revokeObjectURL(picture.address)
  }, [picture])

  function back() {
    forget()
    setNaming(false)
  }

  if (!naming) {
    return (
      <Dialog title={labels.pickTitle} onClose={onClose}>
        <PeoplePicker chosen={people} onChosen={setPeople} />
        <div className="-mb-4 flex flex-wrap justify-between gap-2 bg-bg py-4 tall:sticky tall:-bottom-4">
          <Button look="quiet" onClick={onBack}>
            {labels.back}
          </Button>
          <Button look="primary" disabled={people.length === 0} onClick={() => setNaming(true)}>
            {labels.next}
          </Button>
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog title={labels.nameTitle} onClose={onClose}>
      <div className="mb-4">
        <PictureField
          hasPicture={picture !== null}
          keptNote={chosen}
          onPicture={(uploadId, blob) =>
            setPicture(
              uploadId !== null && blob !== null
                ? { uploadId, address: URL.createObjectURL(blob) }
                : null,
            )
          }
        >
          {picture ? (
            <img src={picture.address} alt="" className="size-16 rounded-full object-cover" />
          ) : (
            <Avatar id={clientId} name={draft.title} url={null} size="large" />
          )}
        </PictureField>
      </div>
      <form noValidate onSubmit={create} className="flex flex-col gap-4">
        <GroupFields draft={draft} onDraft={setDraft} tried={tried} />
        <FailureNote failure={failure} messages={{ invalid_request: labels.cannotAdd }} />
        <div className="flex justify-between gap-2">
          <Button look="quiet" onClick={back}>
            {labels.back}
          </Button>
          <Button type="submit" look="primary" busy={busy}>
            {labels.create}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
