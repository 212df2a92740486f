import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import type { Conversation, Participant } from '../../wire/conversations.ts'
import { useMessenger } from '../messenger/context.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { announce } from '../ui/announcer.ts'
import { Confirm } from '../ui/Confirm.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Menu } from '../ui/menus/Menu.tsx'
import type { ParticipantAction } from './participant-actions.ts'
import { useGroupLabels } from './useGroupLabels.ts'

interface ParticipantMenuProps {
  group: Conversation
  participant: Participant
  actions: readonly ParticipantAction[]
}

/** Each action asks for confirmation, because it changes what another person can do. */
export function ParticipantMenu({ group, participant, actions }: ParticipantMenuProps) {
  const labels = useGroupLabels(group)
  const messenger = useMessenger()
  const { busy, failure, run, forget } = useAction()
  const [asked, setAsked] = useState<ParticipantAction | null>(null)
  const { user_id: id, display_name: name } = participant

  const kinds = {
    make_admin: {
      label: labels.makeAdmin,
      title: labels.makeAdminTitle(name),
      body: labels.makeAdminBody,
      done: labels.roleGiven(name),
      act: () => messenger.groups.setRole(group.id, id, 'admin'),
    },
    make_member: {
      label: labels.makeMember,
      title: labels.makeMemberTitle(name),
      body: labels.makeMemberBody,
      done: labels.roleGiven(name),
      act: () => messenger.groups.setRole(group.id, id, 'member'),
    },
    hand_over: {
      label: labels.handOver,
      title: labels.handOverTitle(name),
      body: labels.handOverBody(name),
      done: labels.roleGiven(name),
      act: () => messenger.groups.setRole(group.id, id, 'owner'),
    },
    remove: {
      label: labels.remove,
      title: labels.removeTitle(name),
      body: labels.removeBody(name),
      done: labels.removed(name),
      act: () => messenger.groups.removePerson(group.id, id),
    },
  }
  const now = asked && kinds[asked]

  async function act() {
    if (!now || !(await run(now.act))) return
    announce(now.done)
    setAsked(null)
  }

  return (
    <>
      <Menu
        items={actions.map((action) => ({
          label: kinds[action].label,
          danger: action === 'remove',
          run: () => {
            forget()
            setAsked(action)
          },
        }))}
      >
        <IconButton icon={Ellipsis} label={labels.actions(name)} />
      </Menu>
      {now && (
        <Confirm
          title={now.title}
          body={now.body}
          yes={now.label}
          danger={asked === 'remove'}
          busy={busy}
          onYes={() => void act()}
          onClose={() => setAsked(null)}
        >
          <FailureNote failure={failure} />
        </Confirm>
      )}
    </>
  )
}
