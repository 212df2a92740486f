import { useCallback, useEffect, useState, type FormEvent } from 'react'
import type { MessageFilter } from '../../wire/moderation/filters.ts'
import { useModerationCatalogue } from '../i18n/moderation.ts'
import { useMessenger } from '../messenger/context.ts'
import { failureOf, type Failure } from '../requests/failure.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { Button } from '../ui/Button.tsx'
import { Choices } from '../ui/choices/Choices.tsx'
import { Field } from '../ui/Field.tsx'

const path = '/api/moderation/filters'
type List = { items: readonly MessageFilter[] }

/** The words and links that messages may not have. A text can be tried before anybody writes it. */
export function Filters() {
  const labels = useModerationCatalogue()
  const { moderation } = useMessenger()
  const [filters, setFilters] = useState<readonly MessageFilter[] | null>(null)
  const [failed, setFailed] = useState<Failure | null>(null)
  const { failure, run } = useAction()

  const load = useCallback(
    () =>
      moderation.ask<List>('GET', path).then(
        ({ items }) => (setFilters(items), setFailed(null)),
        (problem: unknown) => setFailed(failureOf(problem)),
      ),
    [moderation],
  )
  useEffect(() => void load(), [load])

  return (
    <section aria-label={labels.filters} className="flex max-w-xl flex-col gap-6">
      <p className="text-muted">{labels.filtersHelp}</p>
      <NewFilter onAdded={load} />
      <FailureNote failure={failure ?? failed} />
      {failed && (
        <Button className="self-start" onClick={() => void load()}>
          {labels.retry}
        </Button>
      )}
      {filters?.length === 0 && <p className="text-muted">{labels.filtersNone}</p>}
      <ul className="divide-y divide-line">
        {filters?.map(({ id, kind, value, action }) => (
          <li key={id} className="flex flex-wrap items-center gap-3 py-2">
            <span className="min-w-0 flex-1 basis-40 [overflow-wrap:anywhere]">
              {value}
              <span className="block text-sm text-muted">
                {labels.filterKinds[kind]} · {labels.filterActions[action]}
              </span>
            </span>
            <Button
              aria-label={labels.removeFilter(value)}
              onClick={() => void run(() => moderation.ask('DELETE', `${path}/${id}`).then(load))}
            >
              {labels.remove}
            </Button>
          </li>
        ))}
      </ul>
      <FilterTest />
    </section>
  )
}

function NewFilter({ onAdded }: { onAdded: () => Promise<unknown> }) {
  const labels = useModerationCatalogue()
  const { moderation } = useMessenger()
  const [value, setValue] = useState('')
  const [kind, setKind] = useState<MessageFilter['kind']>('word')
  const [action, setAction] = useState<MessageFilter['action']>('block')
  const { busy, failure, run } = useAction()

  async function add(event: FormEvent) {
    event.preventDefault()
    const draft = { kind, value, action }
    if (value.trim().length < 2) return
    if (await run(() => moderation.ask('POST', path, draft).then(onAdded))) setValue('')
  }

  return (
    <form onSubmit={add} className="flex flex-col gap-4">
      <Field
        label={labels.filterValue}
        value={value}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => setValue(event.target.value)}
      />
      <div className="flex flex-wrap gap-x-8 gap-y-2">
        <Choices
          label={labels.filterKind}
          choices={(['word', 'link'] as const).map((one) => ({
            value: one,
            label: labels.filterKinds[one],
          }))}
          value={kind}
          onChange={setKind}
        />
        <Choices
          label={labels.filterAction}
          choices={(['block', 'review'] as const).map((one) => ({
            value: one,
            label: labels.filterActions[one],
          }))}
          value={action}
          onChange={setAction}
        />
      </div>
      <FailureNote failure={failure} />
      <Button type="submit" look="primary" busy={busy} className="self-start">
        {labels.add}
      </Button>
    </form>
  )
}

function FilterTest() {
  const labels = useModerationCatalogue()
  const { moderation } = useMessenger()
  const [body, setBody] = useState('')
  const [met, setMet] = useState<readonly string[] | null>(null)
  const { busy, failure, run } = useAction()

  async function test(event: FormEvent) {
    event.preventDefault()
    setMet(null)
    await run(async () => {
      const { items } = await moderation.ask<List>('POST', `${path}/test`, { body })
      setMet(items.map(({ value }) => value))
    })
  }

  return (
    <form onSubmit={test} className="flex flex-col gap-2">
      <Field
        label={labels.testText}
        value={body}
        maxLength={4000}
        autoComplete="off"
        onChange={(event) => setBody(event.target.value)}
      />
      <FailureNote failure={failure} />
      <Button type="submit" busy={busy} className="self-start">
        {labels.test}
      </Button>
      {met && (
        <p role="status">{met.length === 0 ? labels.testNone : labels.testMet(met.join(', '))}</p>
      )}
    </form>
  )
}
