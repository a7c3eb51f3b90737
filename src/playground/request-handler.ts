// The server's two doors: /bot<token>/<method> and /file/bot<token>/<path>. Answers every request with something, whatever
// was sent.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerCall, type CallContext } from './answer-call.ts'
import { ApiError } from './api-error.ts'
import type { Bot } from './state.ts'
import { findMethod } from './table.ts'
import { failure, readCall, sendEnvelope } from './wire.ts'

/** Bytes per second of a slow upload. */
const usualSlowness = 10_000

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

export function createRequestHandler(context: CallContext, findBot: (token: string) => Bot | undefined): RequestHandler {
  return async (request, response) => {
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    try {
      const url = new URL(request.url ?? '/', 'http://localhost')
      const call = url.pathname.match(/^\/bot([^/]+)\/([A-Za-z]{1,64})\/?$/)
      const file = url.pathname.match(/^\/file\/bot([^/]+)\/(.+)$/)
      const bot = findBot(decode(call?.[1] ?? file?.[1] ?? ''))
      if (!call && !file) throw new ApiError(404, 'Not Found')
      if (!bot) throw new ApiError(401, 'Unauthorized')
      if (file) return await sendFile(context, bot, decode(file[2] ?? ''), response)
      if (request.method !== 'GET' && request.method !== 'POST') throw new ApiError(405, 'Method Not Allowed')
      const method = findMethod(call?.[2] ?? '')
      if (!method) throw new ApiError(404, 'Not Found')
      const slow = context.faults.meetUpload(method.name)
      const raw = await readCall(request, url.searchParams, slow && (slow.bytesPerSecond ?? usualSlowness))
      await answerCall(context, bot, method, raw, response, gone.signal, slow)
    } catch (error) {
      // A request that broke off half-way has nobody left to answer to.
      if (!(error instanceof ApiError)) return void response.destroy()
      sendEnvelope(response, failure(error))
    }
  }
}

async function sendFile(context: CallContext, bot: Bot, path: string, response: ServerResponse): Promise<void> {
  const method = { name: 'downloadFile', spec: {} }
  const bytes = bot.files.open(path)?.bytes
  const fault = context.faults.meet(method.name, {})
  const status = fault?.status ?? (fault ? 0 : bytes ? 200 : 404)
  context.recorder.record({
    at: context.world.clock.now(),
    botId: bot.user.id,
    method: method.name,
    parameters: { path },
    status,
    answer: undefined,
    fault: fault?.kind,
  })
  switch (fault?.kind) {
    case 'never-answer':
    case 'half-open-poll':
      return
    case 'drop-before':
    case 'drop-after':
      response.destroy()
      return
    case 'truncated-json':
      // Promises the whole file and breaks off in the middle of it.
      response.writeHead(200, { 'content-length': bytes?.length ?? 0 })
      response.write(bytes?.subarray(0, Math.floor(bytes.length / 2)) ?? '', () => response.destroy())
      return
    case undefined:
    case 'slow-upload':
    case 'delay':
      if (fault) await new Promise((resolve) => setTimeout(resolve, fault.milliseconds ?? 0))
      break
    case 'too-many-requests':
    case 'refuse':
    case 'server-error':
    case 'html':
      return sendEnvelope(response, failure(new ApiError(fault.status ?? 500, fault.description ?? 'Internal Server Error')))
  }
  if (!bytes) throw new ApiError(404, 'Not Found')
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes.length })
  response.end(bytes)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
