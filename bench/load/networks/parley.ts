import { randomUUID } from 'node:crypto'
import { PROTOCOL } from '../../../wire/protocol.ts'
import type { Push } from '../../../wire/socket.ts'
import { openEngine, type EngineDialect } from './engine.ts'
import type { Address } from '../protocol.ts'
import type { Network } from './network.ts'

/** As the page does it: the cookies of a bridged session, then `sync` with everything that the page has already. */
const dialect: EngineDialect = {
  auth: ({ people }, person) => ({ protocol: PROTOCOL, user_id: people[person] }),
  readyEvent: 'connection:established',
  async catchUp(ask, ready) {
    const [, hello] = JSON.parse(ready.slice(2)) as [string, Push<'connection:established'>]
    const receipts = Object.fromEntries(Object.keys(hello.marks).map((id) => [id, 0]))
    const answer = await ask('sync', { epoch: hello.epoch, cursors: hello.marks, receipts })
    if (!answer.includes('"ok":true')) throw new Error(`sync: ${answer}`)
  },
  async watch(ask, { people }, person) {
    const answer = await ask('presence:watch', { user_ids: [people[person]] })
    if (!answer.includes('"ok":true')) throw new Error(`presence:watch: ${answer}`)
  },
  messageEvent: 'message:new',
  payload({ pairs, groups }, { kind, index }, body) {
    const conversation_id = (kind === 'pair' ? pairs : groups)[index]
    return { event: 'message:send', payload: { conversation_id, client_id: randomUUID(), body } }
  },
}

/** As a load balancer spreads people: in one half of the pairs both are at one relay. */
function portOf({ port, ports = [port] }: Address, person: number): number {
  const pair = Math.floor(person / 2)
  const isTogether = pair % 2 === 0
  return ports[(isTogether ? pair / 2 : person) % ports.length] ?? port
}

export const parleyNetwork: Network = {
  confirms: true,
  open: (address, person, listener) =>
    openEngine(dialect, { ...address, port: portOf(address, person) }, person, listener),
}
