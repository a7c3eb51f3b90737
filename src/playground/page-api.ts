// The page's JSON API: the people's side of the server over HTTP, for the page and for anyone who likes curl.
// Every request that changes something carries the header "x-playground: 1", which no other web page can make a browser send.

import type { Fault } from './faults.ts'
import { type ActionBody, actInPrivate, sendFile } from './page-actions.ts'
import { groupRoutes } from './page-groups.ts'
import { type ApiHandler, type ApiRoute, readJson } from './page-json.ts'
import { viewChat, viewFaults } from './page-view.ts'
import type { PersonDetails } from './server-contract.ts'
import type { Snapshot } from './snapshot.ts'

const shownCalls = 200

const waitForMessage: ApiHandler = async (_server, { parts, query, person }) => {
  const found = await person(parts[0]).waitFor(query.get('text') ?? '', {
    after: Number(query.get('after') ?? 0),
    timeoutMs: Math.min(Number(query.get('timeoutMs') ?? 5000), 60_000),
  })
  return { messageId: found.messageId, text: found.text, buttons: found.buttons, mark: found.mark }
}

/** Method and pattern of every route below /playground/api. */
export const apiRoutes: readonly ApiRoute[] = [
  ['GET', /^\/persons\/(\d+)$/, (server, { parts, person }) => viewChat(server.bot, person(parts[0]))],
  ['GET', /^\/persons\/(\d+)\/wait$/, waitForMessage],
  ['GET', /^\/persons\/(\d+)\/transcript$/, (server, { parts, person }) => server.transcriptText(person(parts[0]))],
  [
    'POST',
    /^\/persons$/,
    (server, { body, person }) => ({ id: person(String(server.person(readJson<PersonDetails>(body)).chatId)).chatId }),
  ],
  ['POST', /^\/persons\/(\d+)\/file$/, (_server, request) => sendFile(request, request.person(request.parts[0]))],
  [
    'POST',
    /^\/persons\/(\d+)\/([a-z-]+)$/,
    (_server, { parts, body, person }) => actInPrivate(parts[1], person(parts[0]), readJson<ActionBody>(body)),
  ],
  ['GET', /^\/calls$/, (server) => server.calls.slice(-shownCalls)],
  ['GET', /^\/faults$/, viewFaults],
  ['POST', /^\/faults$/, (server, { body }) => ({ id: server.addFault(readJson<Fault>(body)).id })],
  ['DELETE', /^\/faults$/, (server) => server.clearFaults()],
  [
    'DELETE',
    /^\/faults\/(\d+)$/,
    (server, { parts }) =>
      server
        .faults()
        .find(({ id }) => id === Number(parts[0]))
        ?.remove(),
  ],
  ...groupRoutes,
  ['GET', /^\/snapshot$/, (server) => server.snapshot()],
  ['POST', /^\/restore$/, (server, { body }) => server.restore(readJson<Snapshot>(body))],
  ['POST', /^\/empty-chats$/, (server) => server.emptyChats()],
  ['POST', /^\/redeliver$/, (server, { body }) => server.redeliver(readJson<{ updateId: number }>(body).updateId)],
  ['POST', /^\/advance-clock$/, (server, { body }) => server.advanceClock(readJson<{ seconds: number }>(body).seconds)],
  ['POST', /^\/reset$/, (server) => server.reset()],
]
