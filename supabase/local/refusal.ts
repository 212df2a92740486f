/**
 * Something the person at the keyboard can put right: a taken port, a foreign folder, a second
 * start. Its message is one line and is all they see; a stack trace would only hide it.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}
