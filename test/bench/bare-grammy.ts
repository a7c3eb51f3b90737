// The reference: grammY alone, as a process of its own. `webhook` or `polling`; with `--send` each update sends one message.
//   node test/bench/bare-grammy.ts webhook <apiRoot> [--send]      prints its port; on SIGUSR2 prints how many it handled
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Bot, webhookCallback } from 'grammy'
import { botToken, webhookSecret } from './ground.ts'

const [mode, apiRoot = '', send] = process.argv.slice(2)
const me = { id: 42, is_bot: true, first_name: 'Bench', username: 'bench_bot' } as unknown as NonNullable<
  ConstructorParameters<typeof Bot>[1]
>['botInfo']
const bot = new Bot(botToken, { ...(me === undefined ? {} : { botInfo: me }), client: { apiRoot } })
let handled = 0
bot.on('message', async (context) => {
  if (send === '--send') await context.reply('Your message is there.')
  handled++
})
process.on('SIGUSR2', () => process.stdout.write(`${handled}\n`))
if (mode === 'webhook') {
  const server = createServer(webhookCallback(bot, 'http', { secretToken: webhookSecret }))
  server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))
} else {
  process.stdout.write('0\n')
  await bot.start()
}
