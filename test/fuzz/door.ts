// The service's front door as the fuzz uses it: requests as they are, updates with the webhook's secret, and what people saw.
import type { Agent } from 'node:http'
import type { FuzzRequest } from './api-requests.ts'
import { type RawAnswer, sendRaw } from './send-raw.ts'
import type { Shown } from './updates.ts'

export interface Door {
  readonly shown: Shown
  send(request: FuzzRequest): Promise<RawAnswer>
  deliver(update: unknown): Promise<RawAnswer>
}

export function createDoor(port: number, secret: string, agent: Agent, shown: Shown): Door {
  const send = (request: FuzzRequest) => sendRaw(port, request, agent)
  return {
    shown,
    send,
    deliver(update) {
      const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret }
      return send({ method: 'POST', path: '/telegram/webhook', headers, body: Buffer.from(JSON.stringify(update)) })
    },
  }
}
