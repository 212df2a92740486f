import { RequestError } from '../../client/requests/request-error.ts'
import type { Device } from './device.ts'
import type { ModelPerson } from './people.ts'

/** A message that a device wrote and kept, in the order of writing. */
export interface Written {
  device: Device
  conversationId: string
  clientId: string
  body: string
}

/** The actions of all people that the end of a run has to account for. */
export class Diary {
  readonly written: Written[] = []
  readonly faults: string[] = []
  readonly people: readonly ModelPerson[]
  /** Decides about reports, is in no conversation, and has no device. */
  readonly moderator: ModelPerson
  #count = 0

  constructor(people: readonly ModelPerson[], moderator: ModelPerson) {
    this.people = people
    this.moderator = moderator
  }

  nextBody(): string {
    return `text ${++this.#count}`
  }

  async write(device: Device, conversationId: string, tail: string, root?: string): Promise<void> {
    const body = this.nextBody() + tail
    const options = root === undefined ? {} : { threadRoot: root }
    const kept = device.do((messenger) => messenger.outbox.send(conversationId, body, options))
    const clientId = device.lastMinted()
    await kept
    this.written.push({ device, conversationId, clientId, body })
  }

  /** Such an action may fail only with refusals and lost connections. */
  expect(outcome: unknown): void {
    Promise.resolve(outcome).catch((error: unknown) => {
      if (!(error instanceof RequestError))
        this.faults.push(String((error as Error).stack ?? error))
    })
  }
}
