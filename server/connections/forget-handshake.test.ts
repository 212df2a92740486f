import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { io as connect } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forgetHandshake, rememberAnswer } from './forget-handshake.ts'

const http = createServer()
const io = new Server(http)
const answers: ServerResponse[] = []
let url: string

beforeAll(async () => {
  io.engine.use((request: IncomingMessage, answer: ServerResponse, next: () => void) => {
    answers.push(answer)
    rememberAnswer(request, answer)
    next()
  })
  io.on('connection', (socket) => {
    forgetHandshake(socket)
    socket.on('echo', (text: string, reply: (text: string) => void) => reply(text))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
})
afterAll(() => io.close())

test.each([[['websocket']], [['polling']], [['polling', 'websocket']]])(
  'a socket by %j works on without the request that opened it',
  async (transports) => {
    answers.length = 0
    const client = connect(url, { transports, extraHeaders: { cookie: 'a secret' } })
    expect(await client.emitWithAck('echo', 'at once')).toBe('at once')
    if (transports.length > 1 && client.io.engine.transport.name !== 'websocket')
      await new Promise((resolve) => client.io.engine.once('upgrade', resolve))
    expect(await client.emitWithAck('echo', 'later')).toBe('later')
    const socket = io.of('/').sockets.get(client.id!)!
    expect(socket.request).toBeNull()
    expect(JSON.stringify(socket.handshake)).not.toContain('secret')
    if (transports[0] === 'websocket') expect(answers.map(({ req }) => req)).toEqual([null])
    client.disconnect()
  },
)
