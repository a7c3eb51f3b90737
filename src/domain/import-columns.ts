// The columns of files of companies, contacts and servers, and how a cell of each is read. Whole rows and files are import-rows.ts.
import { toPhoneNumber, toTelegramId } from './contact-address.ts'
import { languages } from './language.ts'
import { isTimeZone } from './time-zone.ts'

export const importKinds = ['companies', 'contacts', 'servers'] as const
export type ImportKind = (typeof importKinds)[number]

/** What can be wrong with a row; the texts have a sentence for each. */
export const rowFaults = [
  'missing',
  'too-long',
  'formula',
  'characters',
  'email',
  'emails',
  'telegram',
  'phone',
  'language',
  'time-zone',
  'yes-no',
  'too-many-cells',
  'twice',
  'unknown-company',
  'ambiguous-company',
  'taken',
  'refused',
] as const
export type RowFaultReason = (typeof rowFaults)[number]

type Read = (cell: string) => unknown

const columns = {
  companies: {
    name: line(200),
    externalId: line(200),
    emails: readEmails,
    requestEmail: readEmail,
    language: readLanguage,
    licence: readYesNo,
  },
  contacts: {
    company: line(200),
    name: line(200),
    email: readEmail,
    telegramId: readTelegram,
    whatsapp: readPhone,
    language: readLanguage,
    timeZone: readTimeZone,
    mainUser: readYesNo,
    loginAccess: readYesNo,
    invoices: readYesNo,
  },
  servers: { company: line(200), name: line(100), product: line(100), version: line(100) },
} as const satisfies Record<ImportKind, Record<string, Read>>

/** The columns of each kind of file, for whoever asks how to write one. */
export const importColumns: Readonly<Record<ImportKind, readonly string[]>> = {
  companies: Object.keys(columns.companies),
  contacts: Object.keys(columns.contacts),
  servers: Object.keys(columns.servers),
}

/** What a cell of the column says: the value, or `{ reason }` for a fault. Absent for a cell that says nothing. */
export function readCell(kind: ImportKind, field: string, cell: string): unknown {
  const value = unguard(cell)
  const readers: Readonly<Record<string, Read>> = columns[kind]
  return value === '' ? undefined : readers[field]?.(value)
}

/** Spreadsheets put an apostrophe before what would be a formula: it is no part of the value. A lone dash is no value. */
function unguard(cell: string): string {
  const value = cell.replace(/^'(?=[=+\-@])/u, '')
  return /^[-–—]$/u.test(value) ? '' : value
}

/** A line of text. What a spreadsheet would run as a formula is refused: it would be run wherever it is exported to. */
function line(most: number): Read {
  return (cell) => {
    if (/^[=+\-@\t]/u.test(cell)) return { reason: 'formula' }
    if (/[\p{Cc}\p{Cs}]/u.test(cell)) return { reason: 'characters' }
    return cell.length > most ? { reason: 'too-long' } : cell
  }
}

/** The same shape for every door that takes an address by hand. */
export function isEmail(text: string): boolean {
  return (
    text.length <= 254 && /^[a-z0-9](?:[a-z0-9._%+'-]*[a-z0-9_+-])?@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/iu.test(text)
  )
}

/** RULES 4: at most four. Null: not all of them are addresses, or too many. */
export function toEmails(text: string): readonly string[] | null {
  const all = text.split(/[\s,;]+/u).filter((each) => each !== '')
  return all.length <= 4 && all.every(isEmail) ? all : null
}

function readEmail(cell: string) {
  return isEmail(cell) ? cell : ({ reason: 'email' } as const)
}

function readEmails(cell: string) {
  return toEmails(cell) ?? ({ reason: 'emails' } as const)
}

function readTelegram(cell: string) {
  return toTelegramId(cell) ?? ({ reason: 'telegram' } as const)
}

function readPhone(cell: string) {
  return toPhoneNumber(cell) ?? ({ reason: 'phone' } as const)
}

function readLanguage(cell: string) {
  return languages.find((language) => language === cell.toLowerCase()) ?? ({ reason: 'language' } as const)
}

function readTimeZone(cell: string) {
  return isTimeZone(cell) ? cell : ({ reason: 'time-zone' } as const)
}

function readYesNo(cell: string) {
  if (/^(?:yes|y|true|1|x|taip|t)$/iu.test(cell)) return true
  return /^(?:no|n|false|0|ne)$/iu.test(cell) ? false : ({ reason: 'yes-no' } as const)
}
