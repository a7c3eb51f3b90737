// A linked WhatsApp account: so many messages in, each answered by one out, until the last answer is on a phone: the whole
// service beside the bare library that only answers. Time and memory.
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { BufferJSON } from '@whiskeysockets/baileys'
import { guardConsole } from '../../src/channels/whatsapp/baileys/console-guard.ts'
import type { WhatsAppAccount, WhatsAppPerson } from '../../src/playground/whatsapp/contract.ts'
import { startLinkedWhatsApp } from '../support/linked-whatsapp.ts'
import { apiToken, type Ground, startService, waitFor } from './ground.ts'

const phones = 20

interface Measured {
  readonly seconds: number
  readonly megabytes: number
}

export async function benchWhatsApp(ground: Ground, count: number): Promise<void> {
  const guard = guardConsole()
  const whatsapp = await startLinkedWhatsApp()
  const { server, settings } = whatsapp
  const trusting = { NODE_OPTIONS: '--import ./src/playground/whatsapp/trust.ts', NODE_EXTRA_CA_CERTS: server.caFile }
  const people = Array.from({ length: phones }, (_, n) => server.phone(`Phone ${n}`))
  try {
    const reference = await measureBare(count)
    const service = await startService(ground, { ...settings, ...trusting })
    await server.account.online(20_000)
    await linkAll(service.url)
    const begun = residentMegabytes(service.pid)
    const found = await measure(server.account, service.pid, '/hours', count)
    const rows = await ground.pool.query<{ count: string }>(`SELECT count(*) FROM whatsapp_sent WHERE state <> 'submitted'`)
    await service.stop()
    console.log(
      `${count} messages in and ${count} out, the whole service   ${found.seconds.toFixed(1)} s, ${(count / found.seconds).toFixed(0)} answers a second  (bare Baileys, nothing stored: ${reference.seconds.toFixed(1)} s)\n` +
        `resident ${begun.toFixed(0)} MB before, ${found.megabytes.toFixed(0)} MB after  (bare Baileys: ${reference.megabytes.toFixed(0)} MB); ${rows.rows[0]?.count} messages written down and accepted; faults: ${server.faults().length}`,
    )
  } finally {
    await whatsapp.close()
    guard.remove()
  }

  async function measureBare(messages: number): Promise<Measured> {
    const account = server.addAccount({ number: '37060000099' })
    const login = `${settings['WHATSAPP_CREDS_FILE']}.bare`
    writeFileSync(login, JSON.stringify(account.creds({ preKeys: 0 }).creds, BufferJSON.replacer))
    const bare = spawn(process.execPath, [fileURLToPath(new URL('bare-baileys.ts', import.meta.url)), server.url, login], {
      env: { PATH: process.env['PATH'], ...trusting },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    await account.online(20_000)
    const found = await measure(account, bare.pid ?? 0, 'hello', messages)
    bare.kill()
    return found
  }

  /** All write at once, each the next word when the last is answered. */
  async function measure(account: WhatsAppAccount, pid: number, text: string, messages: number): Promise<Measured> {
    await Promise.all(people.map((person) => ask(person, account, text)))
    const begun = performance.now()
    let next = 0
    await Promise.all(
      people.map(async (person) => {
        while (next++ < messages) await ask(person, account, text)
      }),
    )
    return { seconds: (performance.now() - begun) / 1000, megabytes: residentMegabytes(pid) }
  }

  async function ask(person: WhatsAppPerson, to: WhatsAppAccount, text: string): Promise<void> {
    const sent = await person.send(text, { to })
    await person.sees(/./, { after: sent, timeoutMs: 30_000 })
  }

  async function linkAll(url: string): Promise<void> {
    const call = async (path: string, body: object) => {
      const headers = { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' }
      const response = await fetch(`${url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
      return (await response.json()) as { id: string; code: string }
    }
    const company = await call('/companies', { name: 'Benches' })
    for (const person of people) {
      const contact = await call(`/companies/${company.id}/contacts`, { name: person.name })
      const { code } = await call(`/contacts/${contact.id}/link-codes`, {})
      await person.send(code)
      await person.sees(/You are connected as/, { timeoutMs: 30_000 })
    }
    await waitFor(async () => server.account.waiting() === 0, 10_000)
  }
}

function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}
