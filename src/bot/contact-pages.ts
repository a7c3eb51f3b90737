// What a main user sees of their company's contacts: the list, one contact, what that one is told. Buttons carry
// "k:<contact or all>:<verb>:<value>:<card>"; contact-buttons.ts answers them.
import type { OutboundButton } from '../domain/channel.ts'
import type { Language } from '../domain/language.ts'
import { groupsFor, noticeGroups } from '../domain/notice-choice.ts'
import type { Contact } from '../domain/party.ts'
import { join } from '../domain/rich-text.ts'
import type { ContactList, KeptContact } from '../services/manage-contacts.ts'
import { say, sayText } from '../texts/render.ts'
import type { Card } from './card.ts'
import { switchLabel, wordSwitch } from './notice-switch.ts'

/** More than this is found by a part of the name. */
export const shownContacts = 40

/** Labels of buttons that are names end here. */
const labelLength = 40

type ButtonKey =
  | 'button-back'
  | `button-contacts-${'add' | 'emails' | 'request'}`
  | `button-contact-${'login' | 'invoices' | 'main'}-${'on' | 'off'}`
  | `button-contact-${'notices' | 'name' | 'telegram' | 'email' | 'code' | 'remove' | 'remove-yes'}`

interface Button {
  readonly id: string
  readonly verb: string
  readonly value?: string
}

function dataOf({ id, verb, value = '' }: Button, card: string): string {
  return `k:${id}:${verb}:${value}:${card}`
}

function button(language: Language, key: ButtonKey, to: Button, card: string): OutboundButton {
  return { label: sayText(language, key), data: dataOf(to, card) }
}

export function wordContactList(language: Language, { company, contacts, more }: ContactList): (card: string) => Card {
  const none = sayText(language, 'contacts-none')
  const lines = contacts.map((contact) =>
    say(language, 'contacts-line', { name: contact.name, rights: sayRights(language, contact) }),
  )
  const addresses = [
    say(language, 'contacts-emails', { emails: company.emails.join(', ') || none }),
    say(language, 'contacts-request', { email: company.requestEmail ?? none }),
  ]
  const text = join(
    [
      join([
        say(language, 'contacts-title', { company: company.name }),
        ...lines,
        ...(more ? [say(language, 'contacts-more')] : []),
      ]),
      join(addresses),
    ],
    '\n\n',
  )
  return (card) => ({
    text,
    buttons: [
      ...pairs(
        contacts.map(({ id, name }) => ({
          label: name.slice(0, labelLength),
          data: dataOf({ id, verb: 'show' }, card),
        })),
      ),
      [button(language, 'button-contacts-add', { id: 'all', verb: 'add' }, card)],
      [
        button(language, 'button-contacts-emails', { id: 'all', verb: 'emails' }, card),
        button(language, 'button-contacts-request', { id: 'all', verb: 'request' }, card),
      ],
    ],
  })
}

function pairs(buttons: readonly OutboundButton[]): readonly (readonly OutboundButton[])[] {
  return buttons.flatMap((_, index) => (index % 2 === 0 ? [buttons.slice(index, index + 2)] : []))
}

function sayRights(language: Language, { mainUser, loginAccess, invoices }: KeptContact): string {
  const rights = [
    ...(mainUser ? [sayText(language, 'right-main')] : []),
    ...(loginAccess ? [sayText(language, 'right-tickets')] : []),
    ...(invoices ? [sayText(language, 'right-invoices')] : []),
  ]
  return rights.join(', ') || sayText(language, 'right-none')
}

export function wordContact(language: Language, contact: KeptContact): (card: string) => Card {
  const { id, name, email, telegramId, chat } = contact
  const text = join([
    say(language, 'contact-title', { name }),
    say(language, 'contact-rights', { rights: sayRights(language, contact) }),
    ...(email === null ? [] : [say(language, 'contact-email', { email })]),
    ...(telegramId === null ? [] : [say(language, 'contact-telegram', { id: telegramId })]),
    say(language, chatKeys[chat]),
  ])
  const turned = (on: boolean) => (on ? 'off' : 'on')
  const row = (card: string, ...keys: readonly (readonly [ButtonKey, string, string?])[]) =>
    keys.map(([key, verb, value]) => button(language, key, { id, verb, ...(value === undefined ? {} : { value }) }, card))
  return (card) => ({
    text,
    buttons: [
      row(
        card,
        [`button-contact-login-${turned(contact.loginAccess)}`, 'login', turned(contact.loginAccess)],
        [`button-contact-invoices-${turned(contact.invoices)}`, 'invoices', turned(contact.invoices)],
      ),
      row(card, [`button-contact-main-${turned(contact.mainUser)}`, 'main', turned(contact.mainUser)]),
      row(card, ['button-contact-notices', 'notices'], ['button-contact-code', 'code']),
      row(card, ['button-contact-name', 'name'], ['button-contact-email', 'email']),
      row(card, ['button-contact-telegram', 'telegram']),
      [
        button(language, 'button-contact-remove', { id, verb: 'remove' }, card),
        button(language, 'button-back', { id: 'all', verb: 'list' }, card),
      ],
    ],
  })
}

const chatKeys = { none: 'contact-not-connected', open: 'contact-connected', blocked: 'contact-blocked' } as const

/** Asks before a contact is removed. */
export function wordRemoval(language: Language, { id, name }: KeptContact): (card: string) => Card {
  return (card) => ({
    text: say(language, 'contact-removal', { name }),
    buttons: [
      [
        button(language, 'button-contact-remove-yes', { id, verb: 'remove-yes' }, card),
        button(language, 'button-back', { id, verb: 'show' }, card),
      ],
    ],
  })
}

/** What the contact is told, with a switch for what can be switched off. */
export function wordNotices(language: Language, contact: KeptContact, by: Contact): (card: string) => Card {
  const { id, name, mutedNotices } = contact
  const groups = groupsFor({ ...by, ...contact })
  const text = join([
    say(language, 'contact-notices', { name }),
    ...groups.map((group) => wordSwitch(language, group, mutedNotices)),
  ])
  return (card) => ({
    text,
    buttons: [
      ...groups
        .filter((group) => !noticeGroups[group].fixed)
        .map((group) => {
          const off = mutedNotices.includes(group)
          return [
            { label: switchLabel(language, group, off), data: dataOf({ id, verb: off ? 'on' : 'off', value: group }, card) },
          ]
        }),
      [button(language, 'button-back', { id, verb: 'show' }, card)],
    ],
  })
}
