// A company as an administrator sees it: its fields, plan, servers and contacts, and a button for what can be done.
import type { CompanyId } from '../../domain/ids.ts'
import type { Language } from '../../domain/language.ts'
import { join, type RichText } from '../../domain/rich-text.ts'
import { type CompanyCard, readCompany } from '../../services/read-records.ts'
import { sayDecimal } from '../../texts/money.ts'
import { say, sayText } from '../../texts/render.ts'
import type { EngineerTurn } from '../engineer-message.ts'
import { replyWith } from '../turn.ts'
import { cutLabel, wordField } from './card-words.ts'

/** @throws Refusal `not-found`. */
export async function showCompany(turn: EngineerTurn, id: CompanyId): Promise<void> {
  const card = await readCompany(turn.tx, id)
  const { language } = turn.party
  const button = (key: 'button-change' | 'button-add-contact' | 'button-add-server' | 'button-add-plan', action: string) => ({
    label: sayText(language, key),
    data: `a:${id}:${action}`,
  })
  const people = card.contacts.map(({ id: contact, name, active }) => [
    { label: cutLabel(active ? name : `✕ ${name}`), data: `a:${contact}:ct` },
  ])
  const off = { label: sayText(language, 'button-deactivate-company'), data: `a:${id}:co.off` }
  replyWith(turn, wordCompany(language, card), {
    buttons: [
      ...people,
      [button('button-add-contact', 'co.contact'), button('button-add-server', 'co.server')],
      [button('button-add-plan', 'co.plan'), button('button-change', 'co.edit')],
      ...(card.activeContacts === 0 ? [] : [[off]]),
    ],
  })
}

function wordCompany(language: Language, card: CompanyCard): RichText {
  const { name, externalId, emails, requestEmail, language: own, licence } = card.company
  const fields = [
    wordField(language, 'externalId', externalId),
    wordField(language, 'emails', emails.join(', ')),
    wordField(language, 'requestEmail', requestEmail),
    wordField(language, 'language', own),
    ...wordBuyer(language, card),
    wordField(language, 'licence', sayText(language, licence ? 'word-yes' : 'word-no')),
  ]
  return join(
    [
      join([say(language, 'record-company', { name }), ...fields.flat()]),
      wordPlans(language, card),
      wordServers(language, card),
      say(language, 'record-contacts', { count: card.activeContacts }),
    ],
    '\n\n',
  )
}

function wordBuyer(language: Language, { company }: CompanyCard): readonly (readonly RichText[])[] {
  const { legalName, registrationCode, vatCode, address, vatRate, vatExemption } = company
  return [
    wordField(language, 'legalName', legalName),
    wordField(language, 'registrationCode', registrationCode),
    wordField(language, 'vatCode', vatCode),
    wordField(language, 'address', address?.replaceAll('\n', ', ') ?? null),
    wordField(language, 'vatRate', vatRate === null ? null : `${sayDecimal(language, String(vatRate / 10))} %`),
    wordField(language, 'vatExemption', vatExemption),
  ]
}

function wordPlans(language: Language, { subscriptions }: CompanyCard): RichText {
  if (subscriptions.length === 0) return say(language, 'record-plans-none')
  const lines = subscriptions.map(({ plan, catalogue, startsOn, endsOn }) =>
    endsOn === null
      ? say(language, 'record-plan-open', { plan, catalogue, from: startsOn })
      : say(language, 'record-plan', { plan, catalogue, from: startsOn, until: endsOn }),
  )
  return join([say(language, 'record-plans'), ...lines])
}

function wordServers(language: Language, { servers }: CompanyCard): RichText {
  if (servers.length === 0) return say(language, 'record-servers-none')
  const lines = servers.map(({ name, product, version }) =>
    say(language, 'record-server', { server: [name, product, version].filter((part) => part !== null).join(' ') }),
  )
  return join([say(language, 'record-servers'), ...lines])
}
