// The buttons with which engineers ask the client to agree to what is not covered: "t:<number>:estimate:<scope>".
import type { OutboundButton } from '../domain/channel.ts'
import type { Language } from '../domain/language.ts'
import { sayText } from '../texts/render.ts'
import type { TicketCoverage } from './read-coverage.ts'

/** One row, none when nothing is to be asked. What has no price is agreed by words. */
export function consentButtons(
  language: Language,
  number: number,
  coverage: TicketCoverage | null,
): readonly (readonly OutboundButton[])[] {
  const asked = coverage?.lines.filter(({ state, price }) => state === 'ask' && price !== null) ?? []
  const row = asked.map(({ scope }) => ({
    label: sayText(language, 'button-estimate', { scope: sayText(language, `scope-${scope}`) }),
    data: `t:${number}:estimate:${scope}`,
  }))
  return row.length === 0 ? [] : [row]
}
