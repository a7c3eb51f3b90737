// Pairing at the terminal of whoever starts the service on their own machine: the code to scan, drawn with letters. Only into a
// terminal that somebody looks at, never into a log: it is a login secret.
import { renderUnicodeCompact } from 'uqr'
import type { ChannelStatePort } from './domain/channel-state.ts'

export interface Terminal {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** The same port; what pairs the account is shown in the terminal besides. */
export function showInTerminal(port: ChannelStatePort, terminal: Terminal): ChannelStatePort {
  if (terminal.isTTY !== true) return port
  return {
    ...port,
    async showPairing(secret) {
      if (secret?.kind === 'qr')
        terminal.write(`\nWhatsApp: scan this with the phone, under Linked devices.\n\n${renderUnicodeCompact(secret.text)}\n\n`)
      if (secret?.kind === 'code') terminal.write(`\nWhatsApp: enter this on the phone, under Linked devices: ${secret.text}\n\n`)
      await port.showPairing(secret)
    },
  }
}
