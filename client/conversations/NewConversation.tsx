import { useState } from 'react'
import { useText } from '../i18n/language.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Finder, type Choice } from './Finder.tsx'
import { personChoice } from './person-choice.ts'
import { usePeopleSearch } from './usePeopleSearch.ts'
import { useStart } from './useStart.ts'

const LIKELY_EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/

/** Finds somebody and starts the one conversation with them. */
export function NewConversation({ onClose }: { onClose: () => void }) {
  const { conversations: text } = useText()
  const [query, setQuery] = useState('')
  const { people, state } = usePeopleSearch(query)
  const { start, error } = useStart(onClose)
  const wanted = query.trim()

  const choices: Choice[] = people.map((person) =>
    personChoice(person, text, () => void start({ userId: person.id })),
  )
  // The server tells nobody whether an address has an account until somebody writes to it.
  if (choices.length === 0 && state === 'done' && LIKELY_EMAIL.test(wanted)) {
    choices.push({
      key: wanted,
      name: text.writeTo(wanted),
      detail: text.writeToHelp,
      avatarUrl: null,
      choose: () => void start({ email: wanted }),
    })
  }

  const notes = {
    idle: text.finderHelp,
    searching: text.searching,
    failed: text.searchFailed,
    done: choices.length === 0 ? text.noPeople(wanted) : text.found(choices.length),
  }

  return (
    <Dialog title={text.finderTitle} onClose={onClose}>
      <Finder
        label={text.finderLabel}
        query={query}
        onQuery={setQuery}
        groups={[{ heading: text.results, choices }]}
        note={
          error ? (
            <span role="alert" className="text-danger">
              {error}
            </span>
          ) : (
            notes[state]
          )
        }
      />
    </Dialog>
  )
}
