// /company, /contact and /engineer: finds records by words, and shows the one that fits, or those to choose among.
import type { OutboundButton } from '../../domain/channel.ts'
import { searchCompanies, searchContacts, searchEngineers } from '../../services/search-records.ts'
import { sayText } from '../../texts/render.ts'
import type { Command } from '../command.ts'
import type { EngineerTurn } from '../engineer-message.ts'
import { cutLabel } from '../records/card-words.ts'
import { showCompany } from '../records/company-card.ts'
import { showContact } from '../records/contact-card.ts'
import { showEngineer } from '../records/engineer-card.ts'
import { reply } from '../turn.ts'

export const companyCommand: Command = {
  name: 'company',
  async run(turn, words) {
    const admin = turn as EngineerTurn
    const found = await searchCompanies(turn.tx, words)
    const [only] = found
    if (words !== '' && only !== undefined && found.length === 1) return showCompany(admin, only.id)
    const buttons = found.map(({ id, name }) => ({ label: cutLabel(name), data: `a:${id}:co` }))
    offer(admin, { words, buttons, create: 'button-new-company', kind: 'co' })
  },
}

export const contactCommand: Command = {
  name: 'contact',
  async run(turn, words) {
    const admin = turn as EngineerTurn
    const found = words === '' ? [] : await searchContacts(turn.tx, words)
    const [only] = found
    if (only !== undefined && found.length === 1) return showContact(admin, only.id)
    const buttons = found.map(({ id, name, companyName, active }) => ({
      label: cutLabel(`${active ? '' : '✕ '}${name}, ${companyName}`),
      data: `a:${id}:ct`,
    }))
    offer(admin, { words, buttons, create: 'button-new-contact', kind: 'ct' })
  },
}

export const engineerCommand: Command = {
  name: 'engineer',
  async run(turn, words) {
    const admin = turn as EngineerTurn
    const found = await searchEngineers(turn.tx, words)
    const [only] = found
    if (words !== '' && only !== undefined && found.length === 1) return showEngineer(admin, only.id)
    const { language } = turn.party
    const buttons = found.map(({ id, name, role, active }) => ({
      label: cutLabel(`${active ? '' : '✕ '}${name}, ${sayText(language, role === 'admin' ? 'role-admin' : 'role-engineer')}`),
      data: `a:${id}:en`,
    }))
    offer(admin, { words, buttons, create: 'button-new-engineer', kind: 'en' })
  },
}

function offer(
  turn: EngineerTurn,
  found: {
    readonly words: string
    readonly buttons: readonly OutboundButton[]
    readonly create: 'button-new-company' | 'button-new-contact' | 'button-new-engineer'
    readonly kind: 'co' | 'ct' | 'en'
  },
): void {
  const create = { label: sayText(turn.party.language, found.create), data: `a:new:${found.kind}` }
  const buttons = [...found.buttons.map((button) => [button]), [create]]
  const isNone = found.words !== '' && found.buttons.length === 0
  if (isNone) reply(turn, 'records-none', { words: found.words.slice(0, 100) }, { buttons })
  else reply(turn, found.words === '' ? `records-ask-${found.kind}` : 'records-which', {}, { buttons })
}
