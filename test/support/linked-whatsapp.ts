// The loopback WhatsApp server with an account that a service can log in with: the settings for it, and its clock.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BufferJSON } from '@whiskeysockets/baileys'
import type { WhatsAppServer } from '../../src/playground/whatsapp/contract.ts'
import { startWhatsAppServer } from '../../src/playground/whatsapp/whatsapp-server.ts'

export interface LinkedWhatsApp {
  readonly server: WhatsAppServer
  /** For a service in this process (the server is trusted here) or, with NODE_EXTRA_CA_CERTS and trust.ts, in another. */
  readonly settings: Record<string, string>
  advance(seconds: number): void
  close(): Promise<void>
}

export async function startLinkedWhatsApp(): Promise<LinkedWhatsApp> {
  let ahead = 0
  const server = await startWhatsAppServer({ now: () => new Date(Date.now() + ahead * 1000) })
  server.trust()
  const folder = mkdtempSync(join(tmpdir(), 'linked-whatsapp-'))
  const credsFile = join(folder, 'creds.json')
  writeFileSync(credsFile, JSON.stringify(server.account.creds({ preKeys: 0 }).creds, BufferJSON.replacer))
  return {
    server,
    settings: {
      WHATSAPP_PROVIDER: 'baileys',
      WHATSAPP_SOCKET_URL: server.url,
      WHATSAPP_CREDS_FILE: credsFile,
      WHATSAPP_PACE_SECONDS: '0',
    },
    advance(seconds) {
      ahead += seconds
    },
    async close() {
      await server.close()
      rmSync(folder, { recursive: true })
    },
  }
}
