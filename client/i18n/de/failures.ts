import type { failures as english } from '../en/failures.ts'

/** Explains why messaging could not start, to a person who does not know what a token is. */
export const failures: typeof english = {
  network:
    'Es gibt keine Verbindung zum Server. Prüfe dein Netz; deine Nachrichten gehen nicht verloren.',
  sign_in_service: 'Der Anmeldedienst antwortet nicht. Wahrscheinlich ist er gleich wieder da.',
  no_site_data:
    'Dieser Browser speichert nichts für diese Seite. Erlaube Cookies und Websitedaten, und versuche es dann erneut.',
  unavailable:
    'Der Server läuft, erreicht aber seine Datenbank nicht. Nichts ist verloren gegangen.',
  internal: 'Der Server hat einen Fehler gemacht. Nichts ist verloren gegangen.',
  rate_limited: 'Das wurde in kurzer Zeit zu oft versucht.',
  invalid_token:
    'Deine Anmeldung wurde nicht angenommen. Vielleicht gehört sie zu einer anderen Seite oder ist zu alt.',
  sign_in_ended: 'Deine Anmeldung ist beendet, oder das Konto ist nicht mehr aktiv.',
  second_factor_needed:
    'Dein Konto verlangt bei der Anmeldung einen zweiten Schritt, zum Beispiel einen Code.',
  sign_in_needed: 'Deine Anmeldung wurde lange nicht geprüft. Melde dich noch einmal an.',
  session_required:
    'Dein Browser hat die Sitzung nicht behalten. Prüfe, ob Cookies hier erlaubt sind.',
  session_expired: 'Deine Sitzung ist abgelaufen und konnte nicht erneuert werden.',
  session_ended: 'Deine Sitzung wurde beendet.',
  forbidden_origin: 'Diese Seite kommt nicht von der Adresse, die der Server erwartet.',
  anonymous_refused:
    'Diese Seite ist nur für Personen mit einem Konto. Lege eines an oder melde dich an.',
  other_person:
    'Jemand anderes hat sich in diesem Browser angemeldet. Versuche es erneut, um dessen Seite zu sehen.',
  suspended: 'Dein Konto wurde von der Moderation gesperrt',
  suspendedHelp: 'Du kannst hier vorerst weder lesen noch schreiben.',
  forbidden: 'Dein Konto darf hier keine Nachrichten schreiben oder lesen.',
  post_closed: 'Der Beitrag wurde geschlossen.',
  not_found: 'Der Server kennt diese Seite nicht. Vielleicht hat er eine andere Version: Lade neu.',
  conflict: 'Zwei Anmeldungen liefen gleichzeitig. Versuche es noch einmal.',
  invalid_request: 'Die Seite und der Server verstehen sich nicht: Lade die Seite neu.',
  too_many_pins: 'Es sind schon zu viele Nachrichten angeheftet.',
  payload_too_large: 'Die Seite hat mehr gesendet, als der Server annimmt.',
  too_costly: 'Der Server hat das abgebrochen, weil es zu lange dauerte.',
  unsupported_media_type: 'Die Seite und der Server verstehen sich nicht: Lade die Seite neu.',
}
