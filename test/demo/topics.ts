// A ticket in the engineers' group: its topic from the first word to the last, with a hand-over, an edit, an answer that did not
// arrive and was sent again, and what the client saw of it all.
import type { Actor, Group, SeenMessage } from '../../src/playground/server-contract.ts'
import { waitUntil } from '../support/wait-until.ts'
import { look, print, type Stage, staffChatId, title } from './stage.ts'

export async function tellTopics(stage: Stage): Promise<void> {
  const { telegram, api, seat, clock } = stage
  title('One company, two engineers, and a group with topics')
  const group = telegram.group({ title: 'Engineers', forum: true, id: staffChatId })
  const baltic = await api('POST', '/companies', { name: 'Baltic Voice UAB' })
  await api('POST', `/companies/${baltic.id}/servers`, { name: 'mor-vilnius', product: 'MOR', version: '17' })
  await api('POST', `/companies/${baltic.id}/subscriptions`, { plan: 'PREMIUM', startsOn: '2026-01-01' })
  await api('POST', `/companies/${baltic.id}/contacts`, { name: 'Jonas Petraitis', telegramId: '1001' })
  await api('POST', '/engineers', { name: 'Petras Jankauskas', role: 'engineer', telegramId: '3001' })
  await api('POST', '/engineers', { name: 'Asta Vaitkutė', role: 'engineer', telegramId: '3002' })
  const client = telegram.person({ id: 1001, firstName: 'Jonas' })
  const jonas = seat(client)
  const people = {
    petras: telegram.person({ id: 3001, firstName: 'Petras' }),
    asta: telegram.person({ id: 3002, firstName: 'Asta' }),
  }
  for (const someone of [jonas, seat(people.petras), seat(people.asta)]) {
    someone.write('/start')
    await someone.reads(/You are connected as/)
  }
  const petras = inGroup('Petras', group.as(people.petras))
  const asta = inGroup('Asta', group.as(people.asta))
  const topic = topicOf(stage, group)

  clock('Tuesday 1 December 2026, 08:05: a client writes', '2026-12-01T08:05:00+02:00')
  jonas.write('/new Since this morning there is no sound on calls to Germany.')
  await jonas.reads((message) => message.buttons.flat().length > 0)
  jonas.presses('Create ticket')
  await jonas.reads(/Ticket #12345 is open/)
  title('The ticket has a topic')
  const card = await topic.reads(/What you write here stays inside/)
  const words = await topic.reads(/Jonas Petraitis, Baltic Voice UAB/)

  title('Taken; a word among colleagues; an answer, and its correction')
  petras.presses('Take', card)
  await jonas.reads(/Petras Jankauskas/)
  petras.writes('RTP goes to the old address of the carrier, I think', card)
  const answer = petras.writes('We see it. Please restart the server A.', words, 'replying to the client')
  await jonas.reads(/restart the server A/)
  await topic.signs(answer, '👍')
  petras.edits(answer, 'We see it. Please restart the server B.')
  await waitUntil(() => client.messages().some(({ text }) => text.includes('server B')), { what: 'the edit at the client' })
  print('Jonas sees', client.messages().find(({ text }) => text.includes('server B'))?.text ?? '')

  title('An answer that does not arrive, and its retry')
  client.block()
  petras.writes('/reply Is the sound back?', card)
  const failed = await topic.reads(/did not get your message/)
  client.unblock()
  stage.wait(5)
  petras.presses('Retry', failed)
  await jonas.reads(/Is the sound back/)
  jonas.write('Yes, it is. Thank you!')
  await topic.reads(/Yes, it is/)

  title('Handed over, and resolved')
  petras.presses('Hand over', card)
  const choice = await topic.reads(/Who takes over/)
  petras.presses('Asta', choice)
  await jonas.reads(/Asta Vaitkutė/)
  asta.presses('Resolve', card)
  await jonas.reads(/is resolved/)
  await topic.becomes('✅')
}

function inGroup(name: string, actor: Actor) {
  const who = `${name} ›`
  return {
    writes(text: string, near: SeenMessage, how?: string): number {
      print(who, how === undefined ? text : `(${how}) ${text}`)
      const place = near.topic === undefined ? {} : { topic: near.topic }
      return actor.send(text, how === undefined ? place : { ...place, replyTo: near.messageId }).messageId
    },
    edits(messageId: number, text: string): void {
      print(who, `(edits the message) ${text}`)
      actor.edit(messageId, text)
    },
    presses(button: string, message: SeenMessage): void {
      print(who, `presses [${button}]`)
      actor.press(button, { message: message.messageId })
    },
  }
}

/** The one topic there is. Places in the group's line come with time: the clock moves on while we wait. */
function topicOf(stage: Stage, group: Group) {
  const until = <T>(what: string, look: () => T) =>
    waitUntil(
      () => {
        stage.wait(3)
        return look()
      },
      { what, everyMs: 150, timeoutMs: 20_000 },
    )
  const name = () => [...(stage.telegram.bot.chats.get(staffChatId)?.topics.values() ?? [])][0]?.name ?? ''
  const seen = new Set<number>()
  return {
    async reads(wanted: RegExp): Promise<SeenMessage> {
      const message = await until(`the topic to say ${wanted}`, () =>
        group.messages().find(({ topic, text, messageId }) => topic !== undefined && !seen.has(messageId) && wanted.test(text)),
      )
      seen.add(message.messageId)
      print('topic ›', look(message))
      return message
    },
    async signs(messageId: number, sign: string): Promise<void> {
      const signs = () => JSON.stringify(group.transcript().find((message) => message.messageId === messageId)?.reactions ?? [])
      await until(`the sign ${sign}`, () => signs().includes(sign))
      print('topic ›', `${sign} on the answer`)
    },
    async becomes(sign: string): Promise<void> {
      await until(`the topic to be ${sign}`, () => name().startsWith(sign))
      print('topic ›', `is now called: ${name()}`)
    },
  }
}
