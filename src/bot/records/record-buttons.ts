// Presses on the cards of records: "a:<id>:<action>". "co" is a company, "ct" a contact, "en" an engineer; the id is theirs,
// or "new". Switches say what they switch to, so that a second press does nothing more.
import { Refusal } from '../../domain/errors.ts'
import { type CompanyId, type ContactId, type EngineerId, isId } from '../../domain/ids.ts'
import { changeContact } from '../../services/change-person.ts'
import { changeEngineerRights, deactivateCompany } from '../../services/deactivate.ts'
import { readCompany, readContact, readEngineer } from '../../services/read-records.ts'
import { sayText } from '../../texts/render.ts'
import type { EngineerTurn } from '../engineer-message.ts'
import { findForm } from '../forms/form-list.ts'
import type { FieldName } from '../forms/form-step.ts'
import { beginForm } from '../forms/form-walk.ts'
import { type ReplyOptions, reply } from '../turn.ts'
import { showCompany } from './company-card.ts'
import { showContact } from './contact-card.ts'
import { showEngineer } from './engineer-card.ts'
import { giveLinkCode } from './link-code.ts'

const formOf = { co: 'company', ct: 'contact', en: 'engineer' } as const

/** @throws Refusal `stale-button`, `not-found`, `not-allowed`. */
export async function pressRecord(turn: EngineerTurn, id: string, pressed: string): Promise<void> {
  const [kind = '', verb = '', value = ''] = pressed.split('.', 3)
  if (kind !== 'co' && kind !== 'ct' && kind !== 'en') throw new Refusal('stale-button')
  if (id === 'new') return beginForm(turn, formOf[kind])
  if (!isId(id)) throw new Refusal('stale-button')
  if (verb === 'edit') return askField(turn, kind, id)
  if (verb === 'f') return changeField(turn, kind, id, value)
  if (kind === 'co') return pressCompany(turn, id as CompanyId, verb)
  if (kind === 'ct') return pressContact(turn, id as ContactId, verb, value)
  return pressEngineer(turn, id as EngineerId, verb, value)
}

async function pressCompany(turn: EngineerTurn, id: CompanyId, verb: string): Promise<void> {
  const { company, activeContacts } = await readCompany(turn.tx, id)
  switch (verb) {
    case '':
      return showCompany(turn, id)
    case 'contact':
    case 'server':
    case 'plan':
      return beginForm(turn, verb, { target: id })
    case 'off':
      return reply(turn, 'record-ask-deactivate-company', { name: company.name, count: activeContacts }, sure(turn, 'co', id))
    case 'off!':
      await deactivateCompany(turn.tx, turn.desk, id, turn.party)
      return showCompany(turn, id)
    default:
      throw new Refusal('stale-button')
  }
}

async function pressContact(turn: EngineerTurn, id: ContactId, verb: string, value: string): Promise<void> {
  const { tx, desk, party } = turn
  const { contact } = await readContact(tx, id)
  const change = (changes: Parameters<typeof changeContact>[3]) => changeContact(tx, desk, id, changes, party)
  switch (verb) {
    case '':
      break
    case 'login':
      await change({ loginAccess: value === 'on' })
      break
    case 'main':
      await change({ mainUser: value === 'on' })
      break
    case 'invoices':
      await change({ invoices: value === 'on' })
      break
    case 'code':
      return giveLinkCode(turn, { contactId: id }, contact.name)
    case 'off':
      return reply(turn, 'record-ask-deactivate', { name: contact.name }, sure(turn, 'ct', id))
    case 'off!':
    case 'on':
      await change({ active: verb === 'on' })
      break
    default:
      throw new Refusal('stale-button')
  }
  await showContact(turn, id)
}

async function pressEngineer(turn: EngineerTurn, id: EngineerId, verb: string, value: string): Promise<void> {
  const { tx, desk, party } = turn
  const { engineer } = await readEngineer(tx, id)
  switch (verb) {
    case '':
      break
    case 'admin':
      await changeEngineerRights(tx, desk, id, { role: value === 'on' ? 'admin' : 'engineer' }, party)
      break
    case 'public':
      await changeEngineerRights(tx, desk, id, { publicContact: value === 'on' }, party)
      break
    case 'code':
      return giveLinkCode(turn, { engineerId: id }, engineer.name)
    case 'off':
      return reply(turn, 'record-ask-deactivate', { name: engineer.name }, sure(turn, 'en', id))
    case 'off!':
    case 'on':
      await changeEngineerRights(tx, desk, id, { active: verb === 'on' }, party)
      break
    default:
      throw new Refusal('stale-button')
  }
  await showEngineer(turn, id)
}

type Kind = keyof typeof formOf

/** What takes access away is confirmed. */
function sure({ party }: EngineerTurn, kind: Kind, id: string): ReplyOptions {
  return {
    buttons: [
      [{ label: sayText(party.language, 'button-deactivate-yes'), data: `a:${id}:${kind}.off!` }],
      [{ label: sayText(party.language, 'button-back'), data: `a:${id}:${kind}` }],
    ],
  }
}

/** What the cards switch with one press is not asked for here. */
const switched: readonly FieldName[] = ['company', 'rights', 'role', 'publicContact']

function fieldsOf(kind: Kind): readonly FieldName[] {
  return findForm(formOf[kind])
    .steps.map(({ field }) => field)
    .filter((field) => !switched.includes(field))
}

function askField(turn: EngineerTurn, kind: Kind, id: string): void {
  const { language } = turn.party
  reply(
    turn,
    'record-ask-field',
    {},
    {
      buttons: [
        ...fieldsOf(kind).map((field) => [{ label: sayText(language, `field-${field}`), data: `a:${id}:${kind}.f.${field}` }]),
        [{ label: sayText(language, 'button-back'), data: `a:${id}:${kind}` }],
      ],
    },
  )
}

async function changeField(turn: EngineerTurn, kind: Kind, id: string, field: string): Promise<void> {
  if (!fieldsOf(kind).some((name) => name === field)) throw new Refusal('stale-button')
  await beginForm(turn, formOf[kind], { target: id, only: field })
}
