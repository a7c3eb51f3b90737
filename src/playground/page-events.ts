// The page's event stream: tells the browser which chats changed and which calls were made, as they happen.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { viewFaults, viewMessage } from './page-view.ts'
import type { SecondMessenger } from './second-messenger.ts'
import { seenMessage } from './seen.ts'
import type { BotApiServer } from './server-contract.ts'

/** Shorter than the patience of any proxy. */
const heartbeatMilliseconds = 20_000

/** Answers with server-sent events until either side goes away. */
export function streamEvents(
  server: BotApiServer,
  request: IncomingMessage,
  response: ServerResponse,
  second?: SecondMessenger,
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
  response.write(': hello\n\n')
  const send = (event: string, data: object): void => {
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  }
  const stops = [
    server.on('message', ({ kind, bot, chat, stored }) => {
      if (bot === server.bot) send('message', { kind, chat: chat.telegram.id, message: viewMessage(seenMessage(bot, stored)) })
    }),
    server.on('chat', ({ bot, chat }) => {
      if (bot === server.bot) send('chat', { chat: chat.telegram.id })
    }),
    server.on('activity', ({ bot, chat, action, text }) => {
      if (bot === server.bot) send('activity', { chat: chat.telegram.id, action, text })
    }),
    server.on('faults', () => send('faults', viewFaults(server))),
    server.on('clock', () => send('clock', { ahead: server.clockAhead() })),
    server.on('call', ({ sequence, method, status, fault, parameters, answer, at }) => {
      if (method !== 'getUpdates') send('call', { sequence, method, status, fault, parameters, answer, at })
    }),
    ...(second ? listenToSecond(second, send) : []),
  ]
  const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMilliseconds)
  const stop = (): void => {
    clearInterval(heartbeat)
    for (const one of stops.splice(0)) one()
  }
  response.on('close', stop)
  request.on('error', stop)
}

function listenToSecond(second: SecondMessenger, send: (event: string, data: object) => void): (() => void)[] {
  return [
    second.onNews(({ kind, chat, message }) => {
      if (message === null) send('activity', { chat, action: 'typing' })
      else send('message', { kind, chat, message })
    }),
    second.onPersons(() => send('persons', {})),
  ]
}
