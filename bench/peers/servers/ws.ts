import { WebSocketServer, type WebSocket } from 'ws'
import { roomsOf } from './rooms.ts'

/** One frame a message to everybody in the room, and nothing else: the floor of a fan-out in Node. */
const { HOST = '', PORT } = process.env
const rooms = new Map<string, Set<WebSocket>>()
const server = new WebSocketServer({ host: HOST, port: Number(PORT), backlog: 511 })

server.on('connection', (socket, request) => {
  const person = Number(new URL(request.url ?? '', 'http://ws').searchParams.get('person'))
  for (const name of roomsOf(person)) {
    const room = rooms.get(name) ?? new Set()
    rooms.set(name, room.add(socket))
    socket.once('close', () => room.delete(socket))
  }
  socket.on('message', (data) => {
    const text = (data as Buffer).toString()
    const room = rooms.get(text.slice(0, text.indexOf(' ')))
    for (const other of room ?? []) if (other !== socket) other.send(text)
  })
  socket.send('ready')
})
server.on('listening', () => console.log('ready'))
process.once('SIGTERM', () => process.exit())
