// Snapshots, the clock that waits move with, transcripts as text, and the two faults of slow and dead connections.
import { expect, test } from 'vitest'
import { callRaw, pollRaw, servers } from './raw-bot.ts'

const start = servers()

async function startWithAna() {
  const server = await start()
  const ana = server.person({ id: 1, firstName: 'Ana', languageCode: 'lt' })
  ana.send('hello')
  return { server, ana }
}

test('a snapshot brings chats, menus, waiting updates and the clock back; no id comes twice', async () => {
  const { server, ana } = await startWithAna()
  await callRaw(server, 'sendMessage', { chat_id: 1, text: 'Welcome' })
  await callRaw(server, 'setMyCommands', { commands: [{ command: 'new', description: 'New ticket' }] })
  const waiting = (await pollRaw(server)).length
  const snapshot = JSON.parse(JSON.stringify(server.snapshot()))
  ana.send('one more')
  ana.block()
  server.advanceClock(3600)
  await callRaw(server, 'deleteMyCommands')
  server.restore(snapshot)
  expect(ana.transcript().map(({ text }) => text)).toEqual(['hello', 'Welcome'])
  expect(ana.menu()).toEqual([{ command: 'new', description: 'New ticket' }])
  expect([server.clockAhead(), await pollRaw(server)]).toEqual([0, expect.objectContaining({ length: waiting })])
  expect(ana.send('again').messageId).toBe(4)
  expect(() => server.restore({} as never)).toThrow('no snapshot')
})

test('chats can be emptied; who blocked whom, and the counting, stay', async () => {
  const { server, ana } = await startWithAna()
  const gone: number[] = []
  server.on('message', ({ kind, stored }) => kind === 'deleted' && gone.push(stored.message.message_id))
  server.emptyChats()
  expect([ana.transcript(), gone, server.calls]).toEqual([[], [1], []])
  expect((await callRaw(server, 'sendMessage', { chat_id: 1, text: 'Still here' })).result).toMatchObject({ message_id: 2 })
})

test('a chat reads as text: who said what, replies, buttons, files, edits', async () => {
  const { server, ana } = await startWithAna()
  await callRaw(server, 'sendMessage', {
    chat_id: 1,
    text: 'How bad?\nChoose:',
    reply_markup: {
      inline_keyboard: [
        [
          { text: 'Blocker', callback_data: 'b' },
          { text: 'Low', callback_data: 'l' },
        ],
      ],
    },
  })
  const reply = ana.send('Bad', { replyTo: await ana.waitFor('How bad?') })
  ana.edit(reply, 'Very bad')
  ana.sendDocument('trace.log', Buffer.from('x'), { caption: 'See' })
  expect(server.transcriptText(ana, { times: false })).toBe(
    [
      'Ana: hello',
      'Support: How bad?',
      '    Choose:',
      '    [Blocker] [Low]',
      'Ana: (edited) Very bad',
      '    > How bad?',
      'Ana: See <document: trace.log>',
    ].join('\n'),
  )
  expect(server.transcriptText(ana)).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d {2}Ana: hello/)
})

test('moving the clock ends a held request at once, as the time it would have waited has passed', async () => {
  const { server } = await startWithAna()
  const [first] = await pollRaw(server)
  const held = pollRaw(server, { offset: (first?.update_id ?? 0) + 1, timeout: 50 })
  await expect.poll(() => server.bot.polling.isHeld()).toBe(true)
  server.advanceClock(60)
  expect(await held).toEqual([])
  expect(() => server.advanceClock(-1)).toThrow('forward only')
})

test('an upload can be slow, and is no other call for that', async () => {
  const { server, ana } = await startWithAna()
  const fault = server.addFault({ kind: 'slow-upload', method: 'sendDocument', bytesPerSecond: 100_000 })
  const form = new FormData()
  form.set('chat_id', '1')
  form.set('document', new Blob([Buffer.alloc(20_000)]), 'a.bin')
  const began = performance.now()
  const response = await fetch(`${server.apiRoot}/bot${server.token}/sendDocument`, { method: 'POST', body: form })
  expect(performance.now() - began).toBeGreaterThan(180)
  expect([response.status, fault.hits(), ana.messages().length]).toEqual([200, 1, 1])
  expect(server.calls.at(-1)).toMatchObject({ method: 'sendDocument', status: 200, fault: 'slow-upload' })
})

test('a poll on a dead connection hears nothing; the next one gets what came meanwhile', async () => {
  const { server } = await startWithAna()
  server.addFault({ kind: 'half-open-poll' })
  const url = `${server.apiRoot}/bot${server.token}/getUpdates?timeout=1`
  await expect(fetch(url, { signal: AbortSignal.timeout(150) })).rejects.toThrow(/timeout/)
  expect((await pollRaw(server))[0]?.message?.text).toBe('hello')
})

test('a star aims a fault at everything, polling included; every change of faults is told', async () => {
  const { server } = await startWithAna()
  let told = 0
  server.on('faults', () => void told++)
  const fault = server.addFault({ kind: 'server-error', method: '*', times: null, label: 'Down' })
  expect([(await callRaw(server, 'getUpdates')).status, (await callRaw(server, 'getMe')).status]).toEqual([500, 500])
  fault.remove()
  expect([told, (await callRaw(server, 'getMe')).status]).toEqual([4, 200])
})
