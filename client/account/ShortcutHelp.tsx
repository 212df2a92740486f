import { useSettingsCatalogue } from '../i18n/account/settings.ts'
import type { SettingsCatalogue } from '../i18n/en/account/settings.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Key, type KeyName } from '../ui/Key.tsx'

const shortcuts: readonly [keyof SettingsCatalogue['keys'], readonly KeyName[]][] = [
  ['send', ['enter']],
  ['newline', ['shift', 'enter']],
  ['editLast', ['up']],
  ['replyLast', ['shift', 'up']],
  ['switcher', ['command', 'k']],
  ['conversation', ['alt', 'up', 'down']],
  ['unread', ['alt', 'shift', 'up', 'down']],
  ['messages', ['up', 'down']],
  ['edges', ['home', 'end']],
  ['into', ['enter']],
  ['menu', ['shift', 'f10']],
  ['latest', ['escape']],
  ['oldestUnread', ['shift', 'pageUp']],
  ['end', ['command', 'end']],
  ['help', ['command', 'slash']],
]

export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const labels = useSettingsCatalogue()
  return (
    <Dialog title={labels.shortcuts} onClose={onClose}>
      <dl className="divide-y divide-line">
        {shortcuts.map(([what, keys]) => (
          <div key={what} className="flex min-h-10 items-center justify-between gap-4 py-1">
            <dt>{labels.keys[what]}</dt>
            <dd className="flex max-w-1/2 flex-wrap justify-end gap-1">
              {keys.map((key) => (
                <Key key={key} name={key} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
