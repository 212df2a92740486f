import { RequestError } from '../../client/requests/request-error.ts'
import type { Device } from './device.ts'
import type { ModelPerson } from './people.ts'

/** Something that was written and kept by a device, in the order in which it was. */
export interface Written {
  device: Device
  conversationId: string
  clientId: string
  body: string
}

/** What people did, as far as the end must account for it. */
export class Diary {
  readonly written: Written[] = []
  readonly faults: string[] = []
  readonly people: readonly ModelPerson[]
  #count = 0

  constructor(people: readonly ModelPerson[]) {
    this.people = people
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

  /** Only refusals and lost connections may come of it. */
  expect(outcome: unknown): void {
    Promise.resolve(outcome).catch((error: unknown) => {
      if (!(error instanceof RequestError))
        this.faults.push(String((error as Error).stack ?? error))
    })
  }
}
