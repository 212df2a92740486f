// A marketplace of one file. Each article has a link "Message the seller", which opens the conversation in Parley.
//
//   PARLEY_SERVER_KEY=<the key that Parley was started with> node docs/examples/marketplace/server.mjs
//
// PARLEY_URL: where Parley runs. SELLER: the address with which the seller has an account there.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'

const { PARLEY_URL = 'http://localhost:8002', PARLEY_SERVER_KEY = '', PORT = '8010' } = process.env
const { SELLER = 'ada@example.com' } = process.env

const articles = [
  { id: 'bicycle', title: 'Blue bicycle', price: '€ 180', sold: false },
  { id: 'lamp', title: 'Desk lamp, brass', price: '€ 35', sold: false },
]

/** A call of this server. The key stays here and never goes to a browser. */
async function callParley(method, article, body) {
  const answer = await fetch(`${PARLEY_URL}/api/posts/external/article/${article.id}`, {
    method,
    headers: {
      authorization: `Bearer ${PARLEY_SERVER_KEY}`,
      'content-type': 'application/json',
      'x-parley-client': '1',
    },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`Parley answered ${answer.status}: ${await answer.text()}`)
}

/** Tells Parley about the article. The same call again changes nothing, so it may come at every start. */
const link = (article) =>
  callParley('PUT', article, {
    title: article.title,
    url: `http://localhost:${server.address().port}/#${article.id}`,
    author: SELLER,
    closed: article.sold,
  })

const page = await readFile(new URL('index.html', import.meta.url))

const server = createServer(async (request, response) => {
  const sold = /^\/articles\/([a-z]+)\/sold$/.exec(request.url ?? '')
  const article = articles.find(({ id }) => id === sold?.[1])
  if (request.method === 'POST' && article !== undefined) {
    article.sold = true
    // The conversations about the article stay readable, and nobody writes in them.
    await callParley('PATCH', article, { closed: true }).catch(console.error)
    response.writeHead(303, { location: '/' }).end()
  } else if (request.url === '/articles.json') {
    const shown = articles.map((one) => ({ ...one, chat: `${PARLEY_URL}/post/article/${one.id}` }))
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(shown))
  } else {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page)
  }
})

server.listen(Number(PORT), 'localhost', async () => {
  for (const article of articles) await link(article)
  console.log(`The marketplace is open at http://localhost:${server.address().port}`)
})
