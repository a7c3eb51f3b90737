// The page's requests that are about somebody on the second messenger: their chat, what they do, files of theirs.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { sendJson, sendPlain } from './page-answer.ts'
import { sendPageBytes } from './page-files.ts'
import type { SecondMessenger } from './second-messenger.ts'
import { readBody } from './wire.ts'

/** Answers what is theirs. False: it is about somebody else. */
export async function answerSecond(
  second: SecondMessenger,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: URLSearchParams,
): Promise<boolean> {
  const file = second.file(path.match(/^\/files\/([\w-]+)$/)?.[1] ?? '')
  if (file && request.method === 'GET') {
    sendPageBytes(file.bytes, query.get('name') ?? file.fileName, response)
    return true
  }
  const [, id, name = ''] = path.match(/^\/persons\/(\d+)(?:\/([a-z-]+))?$/) ?? []
  const person = Number(id)
  if (id === undefined || !second.has(person)) return false
  if (request.method === 'GET') {
    if (name === '') sendJson(response, 200, second.chat(person))
    else if (name === 'transcript') sendPlain(response, 200, second.transcript(person))
    else sendJson(response, 404, { error: 'There is nothing here' })
  } else if (request.headers['x-playground'] !== '1') {
    sendJson(response, 403, { error: 'The header "x-playground: 1" is missing' })
  } else {
    const act = { name, query, body: await readBody(request), contentType: request.headers['content-type'] ?? '' }
    sendJson(response, 200, await second.act(person, act))
  }
  return true
}
