import { TextSearch } from 'lucide-react'
import { useId } from 'react'
import { authorKey, authorOf, isBy } from '../../../wire/author.ts'
import type { Conversation } from '../../../wire/conversations.ts'
import type { SearchAnswer } from '../../../wire/search.ts'
import { useNow } from '../../browser/useNow.ts'
import { ConversationAvatar } from '../../conversation/ConversationAvatar.tsx'
import { counterpartOf, titleOf } from '../../conversation/names.ts'
import { usePeopleSearch } from '../../finder/usePeopleSearch.ts'
import { useStartConversation } from '../../finder/useStartConversation.tsx'
import { useFiltersCatalogue } from '../../i18n/filters.ts'
import { isolate } from '../../i18n/en/isolate.ts'
import { useCatalogue, useFormat } from '../../i18n/language.ts'
import { messageLine } from '../../markup/message-line.ts'
import { useMessengerState } from '../../messenger/context.ts'
import { navigate } from '../../navigation/location.ts'
import { usePanels } from '../../navigation/panel.ts'
import { paths } from '../../navigation/routes.ts'
import { Excerpt } from '../../search/Excerpt.tsx'
import { useQuery } from '../../search/useQuery.ts'
import { useSearch } from '../../search/useSearch.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import type { Option, OptionGroup } from './Options.tsx'
import { bestFirst } from './rank.ts'

const MOST_PEOPLE = 5
const MOST_MESSAGES = 5

interface Wanted {
  typed: string
  /** The loaded conversations that match. */
  conversations: readonly Conversation[]
  most: number
  onDone: () => void
}

/**
 * What the one search offers: conversations, people and messages. Filters such as "from:" narrow messages, so that with
 * a filter only messages are found.
 */
export function useOptions({ typed, conversations, most, onDone }: Wanted) {
  const catalogue = useCatalogue()
  const format = useFormat()
  const now = useNow(60_000)
  const { show } = usePanels()
  const prefix = useId()
  const me = useMessengerState((state) => state.me.id)
  const parsed = useQuery(typed)
  const isFiltered = parsed.filters.length > 0
  const people = usePeopleSearch(isFiltered ? '' : typed)
  const messages = useSearch(parsed.query)
  const { start, problem } = useStartConversation(onDone)
  const { conversations: labels, search } = catalogue
  const filters = useFiltersCatalogue()

  const go = (path: string) => () => {
    navigate(path)
    onDone()
  }

  function ofConversation(item: Conversation): Option {
    const counterpart = counterpartOf(item, me)
    const name = titleOf(item, me, catalogue)
    return {
      id: `${prefix}-c-${item.id}`,
      name: item.post?.title ? `${isolate(name)} · ${isolate(item.post.title)}` : name,
      detail: counterpart
        ? labels.username(counterpart.username)
        : catalogue.conversations.peopleCount(item.participant_count),
      face: <ConversationAvatar conversation={item} me={me} title={name} size="small" />,
      choose: go(paths.conversation(item.id)),
    }
  }

  function ofMessage({ message, excerpt, author, conversation }: Found): Option {
    const writer = authorOf(message)
    const name = author?.display_name ?? labels.nobody
    const place = conversation.title ?? conversation.other?.display_name ?? labels.nobody
    return {
      id: `${prefix}-m-${message.id}`,
      name: `${isBy(writer, me) ? catalogue.timeline.you : isolate(name)} · ${isolate(place)}`,
      time: (
        <time dateTime={message.created_at} className="shrink-0 text-xs text-muted">
          {format.stamp(message.created_at, now)}
        </time>
      ),
      detail: excerpt.trim() ? (
        <Excerpt text={excerpt} />
      ) : (
        // Only files without a text have no excerpt, and they mention nobody.
        messageLine(message, catalogue.messages, () => undefined)
      ),
      face: (
        <Avatar id={authorKey(writer)} name={name} url={author?.avatar_url ?? null} size="small" />
      ),
      choose: go(paths.message(message)),
    }
  }

  const best = isFiltered
    ? []
    : bestFirst(conversations, {
        me,
        query: typed,
        titleOf: (one) => titleOf(one, me, catalogue),
      }).slice(0, most)
  const known = new Set(best.map((one) => counterpartOf(one, me)?.user_id))
  const strangers = isFiltered ? [] : people.people.filter(({ id }) => !known.has(id))
  const found = parsed.query === null ? [] : messages.items
  const all: Option = {
    id: `${prefix}-all`,
    name: search.title,
    detail: filters.hint,
    face: (
      <span className="grid size-8 shrink-0 place-items-center">
        <TextSearch aria-hidden className="size-4 text-muted" />
      </span>
    ),
    choose() {
      show({ kind: 'search', query: typed })
      onDone()
    },
  }
  const groups: OptionGroup[] = [
    { heading: labels.recent, options: best.map(ofConversation) },
    {
      heading: labels.people,
      options: strangers.slice(0, MOST_PEOPLE).map((person) => ({
        id: `${prefix}-p-${person.id}`,
        name: person.display_name,
        detail: labels.username(person.username),
        face: (
          <Avatar id={person.id} name={person.display_name} url={person.avatar_url} size="small" />
        ),
        choose: () => void start({ userId: person.id }),
      })),
    },
    {
      heading: catalogue.timeline.label,
      options: [
        ...found.slice(0, MOST_MESSAGES).map(ofMessage),
        ...(found.length > MOST_MESSAGES ? [all] : []),
      ],
    },
  ]
  const count = groups.reduce((sum, { options }) => sum + options.length, 0)
  return { groups, count, parsed, people, messages, problem }
}

type Found = SearchAnswer['items'][number]
