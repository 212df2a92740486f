/**
 * A problem that the user can fix: a taken port, a foreign folder, a second start. Its message is one line, and the
 * user sees nothing else; a stack trace would only hide it.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}
