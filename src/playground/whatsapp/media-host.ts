// The HTTPS server that files are uploaded to and downloaded from, on the loopback address, with a certificate of its own.
// What lies on the shelf is sealed by whoever sends it; here nothing is opened.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { MediaShelf } from './media-shelf.ts'
import type { Switches } from './switches.ts'
import type { TlsIdentity } from './tls-certificate.ts'

/** Something that is asked at every upload: the word the client was given before. */
export const mediaAuth = 'loopback-media-word'

export interface MediaHost {
  /** Name and port, as clients are told it. */
  readonly host: string
  close(): Promise<void>
}

export async function startMediaHost(
  shelf: MediaShelf,
  switches: Switches,
  identity: TlsIdentity,
  report: (fault: string) => void,
): Promise<MediaHost> {
  const server = createServer({ key: identity.key, cert: identity.certificate }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      report(`The media host failed: ${String(error)}`)
      response.writeHead(500).end()
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'https://media')
    if (request.method === 'POST') return upload(url, request, response)
    const file = shelf.find(url.pathname)
    shelf.downloads += 1
    if (!file || file.gone) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file.bytes)
  }

  async function upload(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (switches.failedUploads > 0) {
      switches.failedUploads -= 1
      response.writeHead(503).end('{}')
      return
    }
    const kind = url.pathname.match(/^\/mms\/([a-z-]+)\/[^/]+$/)?.[1]
    if (kind === undefined || url.searchParams.get('auth') !== mediaAuth) {
      report(`An upload to ${url.pathname} that the media host does not know`)
      response.writeHead(401).end('{}')
      return
    }
    const path = shelf.add(kind, Buffer.concat(chunks))
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ url: `https://${host}${path}`, direct_path: path }))
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}
