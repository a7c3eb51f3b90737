import { expect, test } from 'vitest'
import type { ChannelStatePort, PairingSecret } from '../src/domain/channel-state.ts'
import { showInTerminal, type Terminal } from '../src/terminal-pairing.ts'

const secret: PairingSecret = { kind: 'qr', text: '2@abc,def,ghi', expiresAt: new Date('2026-11-23T09:00:20Z') }

function stage(isTTY: boolean) {
  const kept: (PairingSecret | null)[] = []
  const lines: string[] = []
  const port = { showPairing: async (given: PairingSecret | null) => void kept.push(given) } as ChannelStatePort
  const terminal: Terminal = { isTTY, write: (text) => lines.push(text) }
  return { port: showInTerminal(port, terminal), kept, shown: () => lines.join('') }
}

test('what is to be scanned is drawn in the terminal, and kept for the chat as ever', async () => {
  const { port, kept, shown } = stage(true)
  await port.showPairing(secret)
  await port.showPairing({ ...secret, kind: 'code', text: 'ABCD1234' })
  await port.showPairing(null)
  expect(shown()).toMatch(/[▀▄█]{7}/)
  expect(shown()).not.toContain(secret.text)
  expect(shown()).toContain('ABCD1234')
  expect(kept).toHaveLength(3)
})

test('where nobody looks, nothing is written: a log keeps no login secret', async () => {
  const { port, kept, shown } = stage(false)
  await port.showPairing(secret)
  expect(shown()).toBe('')
  expect(kept).toEqual([secret])
})
