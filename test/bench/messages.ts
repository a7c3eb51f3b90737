// Updates as Telegram sends them, and a sender of webhooks over kept connections.
import { Agent, request } from 'node:http'
import { webhookSecret } from './ground.ts'

let nextUpdate = 1

export function textUpdate(user: number, text: string): object {
  const id = nextUpdate++
  return {
    update_id: id,
    message: {
      message_id: id,
      date: Math.floor(Date.now() / 1000),
      chat: { id: user, type: 'private', first_name: 'Client' },
      from: { id: user, is_bot: false, first_name: 'Client', language_code: 'en' },
      text,
    },
  }
}

export function pressUpdate(user: number, data: string): object {
  const id = nextUpdate++
  return {
    update_id: id,
    callback_query: {
      id: String(id),
      chat_instance: '1',
      from: { id: user, is_bot: false, first_name: 'Client' },
      message: { message_id: 1, date: 1, chat: { id: user, type: 'private', first_name: 'Client' }, text: 'card' },
      data,
    },
  }
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

/** Delivers one update to a webhook; resolves with the status. */
export function post(url: string, update: object): Promise<number> {
  return postText(`${url}/telegram/webhook`, JSON.stringify(update))
}

export function postText(url: string, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'x-telegram-bot-api-secret-token': webhookSecret,
        },
      },
      (response) => {
        response.resume()
        response.on('end', () => resolve(response.statusCode ?? 0))
      },
    )
    call.on('error', reject)
    call.end(body)
  })
}
