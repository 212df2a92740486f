import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { roomsOf } from './rooms.ts'

/** Socket.IO as its guide shows it: rooms, acks, and no database. It believes everybody. */
const { HOST = '', PORT } = process.env
const http = createServer()
const io = new Server(http, { transports: ['websocket'], serveClient: false })
let id = 0

io.on('connection', (socket) => {
  const { person } = socket.handshake.auth as { person: number }
  void socket.join(roomsOf(person))
  socket.on('message', ({ room, body }: { room: string; body: string }, ack) => {
    const message = { id: id++, room, sender: person, body, created_at: new Date() }
    ack({ ok: true, id: message.id })
    socket.to(room).emit('message', message)
  })
  socket.emit('ready', {})
})
http.listen(Number(PORT), HOST, 511, () => console.log('ready'))
process.once('SIGTERM', () => process.exit())
