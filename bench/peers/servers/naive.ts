import { createServer } from 'node:http'
import jwt from 'jsonwebtoken'
import postgres from 'postgres'
import { Server } from 'socket.io'
import { GROUP_SIZE } from '../../load/protocol.ts'

/** The naive design. It trusts the order of its INSERTs, keeps no position, and forgets whoever is away. */
const { HOST = '', PORT, SECRET = '', PEOPLE, DATABASE_URL = '' } = process.env
const sql = postgres(DATABASE_URL, { max: 10, onnotice: () => undefined })

await sql`
  create table if not exists people (
    id int primary key, name text not null
  )`
await sql`
  create table if not exists memberships (
    room text not null, person int not null references people, primary key (room, person)
  )`
await sql`create index if not exists memberships_person on memberships (person)`
await sql`
  create table if not exists messages (
    id bigint primary key generated always as identity, room text not null,
    sender int not null references people, body text not null, created_at timestamptz not null default now()
  )`
await sql`create index if not exists messages_room on messages (room, id)`
await sql`
  insert into people select n, 'Person ' || n from generate_series(0, ${Number(PEOPLE)}::int - 1) n
  on conflict do nothing`
await sql`
  insert into memberships
  select 'pair:' || n / 2, n from generate_series(0, ${Number(PEOPLE)}::int - 1) n
  union all
  select 'group:' || n / ${GROUP_SIZE}::int, n from generate_series(0, ${Number(PEOPLE)}::int - 1) n
  on conflict do nothing`
await sql`analyze`

const http = createServer()
const io = new Server(http, { transports: ['websocket'], serveClient: false })
io.use((socket, next) => {
  const token = /token=([^;]+)/.exec(socket.request.headers.cookie ?? '')?.[1] ?? ''
  const { person } = jwt.verify(token, SECRET) as { person: number }
  socket.data.person = person
  sql`select id from people where id = ${person}`.then(
    ([row]) => next(row === undefined ? new Error('nobody') : undefined),
    next,
  )
})
io.on('connection', (socket) => {
  const person = socket.data.person as number
  socket.on('message', async ({ room, body }: { room: string; body: string }, ack) => {
    if (!socket.rooms.has(room)) return ack({ ok: false })
    const [row] = await sql<{ id: string; created_at: Date }[]>`
      insert into messages (room, sender, body) values (${room}, ${person}, ${body})
      returning id, created_at`
    ack({ ok: true, ...row })
    socket.to(room).emit('message', { ...row, room, sender: person, body })
  })
  void sql<{ room: string }[]>`select room from memberships where person = ${person}`.then(
    async (rows) => {
      await socket.join(rows.map(({ room }) => room))
      socket.emit('ready', {})
    },
  )
})
http.listen(Number(PORT), HOST, 511, () => console.log('ready'))
process.once('SIGTERM', () => process.exit())
