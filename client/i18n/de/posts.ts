import type { PostsCatalogue } from '../en/posts.ts'

/** Posts: the board, one post, its conversations, and links of other applications. */
export const posts: PostsCatalogue = {
  posts: 'Beiträge',
  back: 'Zurück zu den Unterhaltungen',
  all: 'Alle Beiträge',
  intro: 'Alle, die angemeldet sind, können diese Beiträge lesen und ihren Autoren schreiben.',
  search: 'Beiträge suchen',
  filter: 'Zeigen',
  filters: { open: 'Offen', closed: 'Geschlossen', mine: 'Meine' },
  list: 'Beiträge',
  loading: 'Wird geladen …',
  failed: 'Die Beiträge konnten nicht geladen werden.',
  retry: 'Erneut versuchen',
  none: {
    open: 'Es gibt noch keinen offenen Beitrag. Schreib den ersten.',
    closed: 'Es gibt keinen geschlossenen Beitrag.',
    mine: 'Du hast noch keinen Beitrag geschrieben.',
  },
  noneFound: (query: string) => `Kein Beitrag hat „${query}“ in Titel oder Text.`,
  more: 'Weitere Beiträge zeigen',
  gone: 'Diesen Beitrag gibt es nicht, oder er wurde gelöscht.',
  by: (name: string, ago: string) => `${name} · ${ago}`,
  byYou: (ago: string) => `Du · ${ago}`,
  closed: 'Geschlossen',
  hidden: { moderator: 'Von der Moderation verborgen', filter: 'Die Moderation liest das zuerst' },
  failures: {
    muted: 'Die Moderation hat dich stummgeschaltet. Du kannst lesen, aber nicht schreiben.',
    filtered: 'Ein Filter dieses Servers weist diesen Text ab.',
    in_review: 'Die Moderation liest diesen Beitrag zuerst. Bis dahin kannst du ihn nicht ändern.',
    conflict:
      'Die Moderation hat diesen Beitrag verborgen, oder er ist geschlossen. Du kannst ihn nicht ändern.',
  },
  report: 'Melden …',
  openPost: (title: string) => `Den Beitrag ${title} öffnen`,

  write: 'Neuer Beitrag',
  edit: 'Bearbeiten',
  editTitle: 'Beitrag bearbeiten',
  title: 'Titel',
  titleMissing: 'Gib dem Beitrag einen Titel mit bis zu 120 Zeichen.',
  body: 'Text',
  bodyHelp: 'Freiwillig. Was du anbietest oder suchst.',
  publish: 'Veröffentlichen',
  save: 'Speichern',
  cancel: 'Abbrechen',
  close: 'Schließen',
  reopen: 'Wieder öffnen',
  closeHelp:
    'Über einen geschlossenen Beitrag kann niemand schreiben. Seine Unterhaltungen bleiben lesbar.',
  delete: 'Löschen',
  deleteTitle: 'Diesen Beitrag löschen?',
  deleteBody:
    'Er verschwindet endgültig. Seine Unterhaltungen behalten den Titel und können nur gelesen werden.',
  message: 'Dem Autor schreiben',
  original: 'Original öffnen',
  kept: 'Eine andere Anwendung verwaltet diesen Beitrag. Ändere ihn dort.',

  pinned: 'Über den Beitrag',
  hiddenTitle: 'Ein Beitrag, den die Moderation entfernt hat',
  states: { open: '', closed: 'Geschlossen', deleted: 'Gelöscht' },
  readOnly: {
    open: '',
    closed:
      'Dieser Beitrag ist geschlossen. Du kannst die Unterhaltung lesen, aber niemand kann darin schreiben.',
    deleted:
      'Dieser Beitrag wurde gelöscht. Du kannst die Unterhaltung lesen, aber niemand kann darin schreiben.',
  },

  opening: 'Die Unterhaltung wird geöffnet …',
  cannotOpen: 'Dieser Link öffnet keine Unterhaltung',
  yourPost: 'Das ist dein eigener Beitrag. Andere können dir mit diesem Link dazu schreiben.',
  toYourPost: 'Zu deinem Beitrag',
  yourself: 'Mit diesem Link können andere dir schreiben. Dir selbst kannst du nicht schreiben.',
  noPost:
    'Diesen Beitrag gibt es nicht. Der Link hat vielleicht einen Tippfehler, oder der Beitrag wurde gelöscht.',
  noPerson: 'Niemand hat diesen Benutzernamen, oder die Person ist nicht erreichbar.',
  notReachable: 'Der Autor ist nicht erreichbar.',
  youBlocked: 'Du hast diese Person blockiert. Gib sie frei, um ihr zu schreiben.',
  isClosed: 'Dieser Beitrag ist geschlossen, darum kann keine Unterhaltung darüber beginnen.',
  home: 'Zu deinen Unterhaltungen',
}
