import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import type { Conversation, Participant } from '../../wire/conversations.ts'
import { useMessenger } from '../messenger/context.ts'
import { Refused } from '../requests/Refused.tsx'
import { useAction } from '../requests/useAction.ts'
import { useText } from '../i18n/language.ts'
import { announce } from '../ui/announcer.ts'
import { Confirm } from '../ui/Confirm.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Menu } from '../ui/Menu.tsx'
import type { MemberAction } from './permissions.ts'

interface MemberMenuProps {
  group: Conversation
  member: Participant
  actions: readonly MemberAction[]
}

/** Every one of these is asked once more: they all change what somebody else can do. */
export function MemberMenu({ group, member, actions }: MemberMenuProps) {
  const { groups: text } = useText()
  const messenger = useMessenger()
  const { busy, failure, run, forget } = useAction()
  const [asked, setAsked] = useState<MemberAction | null>(null)
  const { user_id: id, display_name: name } = member

  const kinds = {
    make_admin: {
      label: text.makeAdmin,
      title: text.makeAdminTitle(name),
      text: text.makeAdminText,
      done: text.roleGiven(name),
      act: () => messenger.groups.setRole(group.id, id, 'admin'),
    },
    make_member: {
      label: text.makeMember,
      title: text.makeMemberTitle(name),
      text: text.makeMemberText,
      done: text.roleGiven(name),
      act: () => messenger.groups.setRole(group.id, id, 'member'),
    },
    hand_over: {
      label: text.handOver,
      title: text.handOverTitle(name),
      text: text.handOverText(name),
      done: text.roleGiven(name),
      act: () => messenger.groups.setRole(group.id, id, 'owner'),
    },
    remove: {
      label: text.remove,
      title: text.removeTitle(name),
      text: text.removeText(name),
      done: text.removed(name),
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
        <IconButton icon={Ellipsis} label={text.actions(name)} />
      </Menu>
      {now && (
        <Confirm
          title={now.title}
          text={now.text}
          yes={now.label}
          danger={asked === 'remove'}
          busy={busy}
          onYes={() => void act()}
          onClose={() => setAsked(null)}
        >
          <Refused failure={failure} />
        </Confirm>
      )}
    </>
  )
}
