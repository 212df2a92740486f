import { product } from '../../browser/place.ts'
import type { DoctorCatalogue } from '../en/doctor.ts'

/** The page that checks the connection. Only that page fetches this part. */
export const doctor: DoctorCatalogue = {
  pageTitle: `Verbindung prüfen · ${product}`,
  title: 'Verbindung prüfen',
  help: 'Prüft jeden Schritt von dieser Seite bis zu einer gesendeten Nachricht. Es ändert nichts.',
  again: 'Noch einmal prüfen',
  running: 'Wird geprüft …',
  allOk: 'Alles funktioniert.',
  someFailed: 'Etwas funktioniert nicht. Der erste gescheiterte Schritt sagt, was zu tun ist.',
  copy: 'Bericht kopieren',
  copied: 'Der Bericht wurde kopiert. Er enthält weder Passwort noch Token.',
  copyFailed: 'Kopieren ist hier nicht erlaubt. Markiere den Bericht unten.',
  report: 'Bericht',
  reportTitle: `Verbindungsbericht von ${product}`,
  back: `Zurück zu ${product}`,

  states: {
    waiting: 'Wartet',
    running: 'Wird geprüft',
    ok: 'OK',
    failed: 'Gescheitert',
    skipped: 'Nicht versucht, weil ein Schritt davor gescheitert ist',
  },
  took: (milliseconds: number) => `${milliseconds} ms`,
  version: (version: string) => `Parley ${version}`,
  migration: (version: string) => `Migration ${version}`,
  outdated: (migration: string | null, needed: string) =>
    migration === null
      ? `Die Datenbank ist älter als diese Version von Parley. Sie nennt keine Migration; ${needed} ist nötig.`
      : `Die Datenbank ist älter als diese Version von Parley. Sie steht bei Migration ${migration}; ${needed} ist nötig.`,
  reindexing: (percent: number) => `Die Suche wird erneuert: ${percent} % sind fertig.`,
  request: (id: string) => `Anfrage ${id}`,

  steps: {
    server: `Der Server von ${product} antwortet`,
    supabase: 'Supabase antwortet',
    installation: `${product} ist eingerichtet`,
    signed_in: 'Du bist angemeldet',
    bridge: 'Die Anmeldung öffnet eine Sitzung',
    cookie: 'Der Browser behält die Sitzung',
    socket: 'Die Live-Verbindung steht',
    round_trip: 'Eine Nachricht kommt hin und zurück',
    version: 'Die Datenbank ist auf dem neuesten Stand',
  },
  problems: {
    signed_out: 'Hier ist niemand angemeldet.',
    no_messenger: 'Parley ist nicht gestartet.',
    no_socket: 'Die Live-Verbindung kam in 10 Sekunden nicht zustande.',
    no_answer: 'Der Server hat über die Live-Verbindung nicht geantwortet.',
    not_ready: 'Die Datenbank ist nicht erreichbar.',
    lost_triggers:
      'Die Datenbank hat ihre Verbindung zu den Konten verloren: Sie wurde verschoben oder wiederhergestellt.',
  },
  advice: {
    server:
      'Prüfe dein Netz. Wenn andere Seiten gehen, ist der Server ausgefallen: Sag es dem Betreiber.',
    installation: 'Schick dem Betreiber dieser Seite den Bericht unten.',
    supabase:
      'Prüfe, ob etwas den Anmeldedienst sperrt: ein Werbeblocker, ein Proxy, ein Firmennetz.',
    signed_in: 'Melde dich an und prüfe dann noch einmal.',
    bridge: 'Prüfe in einer Minute noch einmal. Wenn es wieder scheitert, melde dich neu an.',
    cookie:
      'Erlaube Cookies für diese Seite, und verlasse das private Fenster, wenn es sie sperrt.',
    socket:
      'Prüfe, ob etwas zwischen dir und dem Server lange Verbindungen trennt: ein Proxy, eine Firewall, ein VPN.',
    round_trip:
      'Deine Verbindung ist sehr langsam oder war gerade unterbrochen. Prüfe noch einmal.',
    version:
      'Bitte den Betreiber, die Migrationen anzuwenden. Nach einem Umzug: die Trigger wiederherzustellen.',
  },
}
