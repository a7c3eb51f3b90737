// A button that the desk never offered: made up, from an older version, or passed on by somebody who was shown it.
import type { Person } from '../../src/playground/server-contract.ts'
import type { TestService } from './service.ts'

/** Puts a button with this data into the person's chat and presses it. */
export async function pressForged({ telegram }: TestService, person: Person, data: string) {
  const sent = await fetch(`${telegram.apiRoot}/bot${telegram.token}/sendMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      chat_id: person.chatId,
      text: 'a forged message',
      reply_markup: { inline_keyboard: [[{ text: 'forged', callback_data: data }]] },
    }),
  })
  const { result } = (await sent.json()) as { result: { message_id: number } }
  return person.press('forged', { message: result.message_id })
}
